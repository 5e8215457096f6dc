// SPDX-License-Identifier: Apache-2.0
// A line for what each side said at all, and one for each thing it said.
#include "cli/back_test_answer.h"

#include <algorithm>

#include "cli/text_width.h"
#include "cli/words.h"

namespace caseload::cli {
namespace {

using Cases = google::protobuf::RepeatedPtrField<v1::BackTestCase>;

const std::vector<Column> kColumns{{"side", Align::kLeft, false, true},
                                   {"code"},
                                   {"kind"},
                                   {"findings", Align::kRight},
                                   {"questions", Align::kRight},
                                   {"cases", Align::kRight},
                                   {"only_this_side", Align::kRight, false, true},
                                   {"both_sides", Align::kRight, false, true},
                                   {"followed", Align::kRight, false, true},
                                   {"not_followed", Align::kRight, false, true},
                                   {"not_yet_known", Align::kRight, false, true},
                                   {"median_lead_days", Align::kRight, false, true}};

std::string Number(std::uint64_t number) { return std::to_string(number); }

// Of two sides: cases of which only this one spoke, and those of which both did.
void AddOverlap(const v1::BackTestOverlap* overlap, int side, std::vector<std::string>& row) {
  if (overlap == nullptr) {
    row.insert(row.end(), {"", ""});
  } else {
    row.push_back(Number(side == 0 ? overlap->only_first() : overlap->only_second()));
    row.push_back(Number(overlap->both()));
  }
}

void AddForesight(bool held, const v1::BackTestForesight& foresight,
                  std::vector<std::string>& row) {
  if (!held) {
    row.insert(row.end(), {"", "", "", ""});
    return;
  }
  row.push_back(Number(foresight.followed()));
  row.push_back(Number(foresight.not_followed()));
  row.push_back(Number(foresight.not_yet_known()));
  row.push_back(foresight.has_median_lead_days() ? std::to_string(foresight.median_lead_days())
                                                 : std::string());
}

const v1::BackTestOverlap* OverlapOf(const v1::BackTestReport& report, const std::string& code) {
  const auto& codes = report.comparison().codes();
  const auto found =
      std::find_if(codes.begin(), codes.end(), [&](const auto& one) { return one.code() == code; });
  return found == codes.end() ? nullptr : &found->overlap();
}

void AddSide(const v1::BackTestReport& report, int place, Sheet& sheet) {
  const auto& side = report.sides(place);
  const std::string name = report.sides_size() == 1 ? "" : place == 0 ? "first" : "second";
  const auto* all = report.has_comparison() ? &report.comparison().all() : nullptr;
  std::vector<std::string> whole{name,
                                 "(anything)",
                                 "",
                                 "",
                                 Number(side.questions_spoken_of()),
                                 Number(side.cases_spoken_of())};
  AddOverlap(all, place, whole);
  AddForesight(side.has_foresight(), side.foresight(), whole);
  sheet.rows.push_back(std::move(whole));
  for (const auto& code : side.codes()) {
    std::vector<std::string> row{name,
                                 code.code(),
                                 EnumWords(v1::FindingKind_Name(code.kind()), "FINDING_KIND_"),
                                 Number(code.findings()),
                                 Number(code.questions()),
                                 Number(code.cases())};
    AddOverlap(OverlapOf(report, code.code()), place, row);
    AddForesight(code.has_foresight(), code.foresight(), row);
    sheet.rows.push_back(std::move(row));
  }
}

std::string ValuesOf(const v1::RuleSetMember& member) {
  std::string values;
  for (const auto value : member.values())
    values += (values.empty() ? " with " : ", ") + std::to_string(value);
  return values;
}

void TellSide(std::ostream& out, const v1::BackTestReport& report, int place) {
  const auto& side = report.sides(place);
  if (report.sides_size() > 1) out << (place == 0 ? "First: " : "Second: ");
  out << side.member().rule_id() << " (" << side.member().rule_version_id() << ")"
      << ValuesOf(side.member()) << ": asked about " << Thousands(side.cases()) << " cases ("
      << Thousands(side.questions()) << " questions), spoke of "
      << Thousands(side.cases_spoken_of()) << ".\n";
  if (side.cases_failed() > 0) {
    out << "It FAILED on " << Thousands(side.cases_failed())
        << " cases, of which nobody knows what it would have said:\n";
    for (const auto& one : side.failed())
      out << "  " << one.case_id() << " on " << one.on() << ": " << Printable(one.because())
          << '\n';
  }
  if (!side.has_foresight()) return;
  const auto& held = side.foresight();
  out << "Of " << Thousands(held.outcomes()) << " cases in which it happened afterwards, "
      << Thousands(held.outcomes_without_word()) << " came without a word before";
  if (held.outcomes_after_failure() > 0)
    out << " and " << Thousands(held.outcomes_after_failure()) << " after a failure";
  out << ".";
  if (held.has_least_lead_days()) {
    out << " From the first word to it: " << held.least_lead_days() << " to "
        << held.most_lead_days() << " days.";
  }
  out << '\n';
}

void TellCases(std::ostream& out, const char* what, const Cases& cases) {
  if (cases.empty()) return;
  out << what << '\n';
  for (const auto& one : cases) out << "  " << one.case_id() << " on " << one.on() << '\n';
}

}  // namespace

ExitCode ShowBackTest(Session& session, const v1::BackTestRuleRequest& request,
                      const v1::BackTestRuleResponse& answer) {
  const auto& report = answer.report();
  Sheet sheet{kColumns, {}};
  for (int side = 0; side < report.sides_size(); ++side) AddSide(report, side, sheet);
  if (!session.table()) return session.Show(answer, sheet);
  auto& out = session.out();
  out << "On " << answer.days() << (answer.days() == 1 ? " day" : " days") << ", as known "
      << (request.knowledge() == v1::BACK_TEST_KNOWLEDGE_NOW ? "now" : "then") << ".\n";
  for (int side = 0; side < report.sides_size(); ++side) TellSide(out, report, side);
  out << '\n';
  const ExitCode shown = session.Show(answer, sheet);
  const auto& all = report.comparison().all();
  TellCases(out, "\nOnly the first spoke of, among others:", all.named_only_first());
  TellCases(out, "\nOnly the second spoke of, among others:", all.named_only_second());
  return shown;
}

}  // namespace caseload::cli
