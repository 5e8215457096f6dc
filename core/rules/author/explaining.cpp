// SPDX-License-Identifier: Apache-2.0
#include "rules/author/explaining.h"

#include <algorithm>
#include <ostream>

#include "rules/author/rows_in_words.h"
#include "rules/proof/vignette_course.h"
#include "rules/settings.h"

namespace caseload::rules {
namespace {

Result<Vignette> Named(const v1::RuleFile& file, const std::optional<std::string>& title) {
  auto vignettes = ReadVignetteFile(file);
  if (!vignettes) return vignettes.error();
  if (!title && vignettes->size() == 1) return std::move(vignettes->front());
  std::string titles;
  for (auto& one : *vignettes) {
    if (title && one.title == *title) return std::move(one);
    titles += "\n  " + one.title;
  }
  return Error{v1::ERROR_REASON_NOT_FOUND,
               (title ? file.name() + " holds no vignette of this title"
                      : file.name() + " holds several vignettes: name one with --title") +
                   "; there are" + titles};
}

std::string Comparing(v1::Comparison comparison) {
  switch (comparison) {
    case v1::COMPARISON_LESS:
      return "less than";
    case v1::COMPARISON_AT_MOST:
      return "at most";
    case v1::COMPARISON_EQUAL:
      return "exactly";
    case v1::COMPARISON_AT_LEAST:
      return "at least";
    case v1::COMPARISON_MORE:
      return "more than";
    default:
      return "held against";
  }
}

void Print(const v1::Finding& finding, std::ostream& out) {
  constexpr std::size_t kPrefix = sizeof("FINDING_KIND_") - 1;
  out << "  " << v1::FindingKind_Name(finding.kind()).substr(kPrefix) << " " << finding.code()
      << ": " << finding.summary() << "\n";
  if (finding.has_measure() || finding.has_threshold()) {
    out << "   ";
    if (finding.has_measure()) out << " " << finding.measure();
    if (finding.has_threshold())
      out << " " << Comparing(finding.comparison()) << " " << finding.threshold();
    out << (finding.unit().empty() ? "" : " " + finding.unit()) << "\n";
  }
  for (const auto& evidence : finding.evidence()) {
    out << "    because of " << evidence.kind() << " " << evidence.id()
        << (evidence.on().empty() ? "" : " on " + evidence.on()) << "\n";
  }
}

void Print(const std::string& heading, const std::vector<v1::Finding>& findings,
           std::ostream& out) {
  out << "\n" << heading << "\n";
  for (const auto& finding : findings) Print(finding, out);
  if (findings.empty()) out << "  nothing\n";
}

void PrintSettings(const Alive& alive, Date day, std::ostream& out) {
  const auto& values = alive.values[PlaceOn(alive.values, day)].values;
  for (std::size_t i = 0; i < alive.card.parameters.size(); ++i) {
    const auto& parameter = alive.card.parameters[i];
    out << "  " << parameter.name << " = " << values[i]
        << (parameter.unit.empty() ? "" : " " + parameter.unit)
        << (values[i] == parameter.otherwise ? " (default)" : "") << "\n";
  }
}

void PrintShown(const Alive& alive, const SubjectFacts& facts, const CodeNumbers& numbers,
                std::ostream& out) {
  out << "\nIt is shown\n";
  const caseload_day whole = facts.rows.history_complete_from;
  out << "  the history is "
      << (whole == CASELOAD_DAY_NOT_RECORDED ? "not known to be complete"
                                             : "complete from " + FormatDate({whole}))
      << "\n";
  PrintRows(facts, alive.card.facts_needed, numbers, out);
}

}  // namespace

Outcome Explain(Candidate& candidate, const v1::RuleFile& file, const Question& question,
                std::ostream& out) {
  const auto vignette = Named(file, question.title);
  if (!vignette) return vignette.error();
  auto settings = ReadSettings(vignette->settings);
  if (!settings) return settings.error();
  const auto alive = candidate.With(Over(*std::move(settings), question.settings));
  if (!alive) return alive.error();
  const Date day = question.on.value_or(LastDayOf(*vignette));
  const auto facts = FactsOn(*vignette, day, candidate.words().numbers);
  if (!facts) return facts.error();
  auto answers = alive->Ask({&*facts, 1}, Why::kAsked);
  if (!answers) return answers.error();
  if (!answers->front()) return answers->front().error();
  const Answer& answer = *answers->front();
  out << alive->card.id << " " << alive->card.version << ": " << alive->card.title << "\n"
      << vignette->title << ", as of " << FormatDate(day) << "\n";
  PrintSettings(*alive, day, out);
  PrintShown(*alive, *facts, candidate.words().numbers, out);
  Print("It says", answer.findings, out);
  Print("It weighed, and did not say", answer.near_misses, out);
  out << "\nIt is to be looked at again "
      << (answer.look_again_on ? "on " + FormatDate(*answer.look_again_on)
                               : "when something is recorded")
      << "\n";
  return Nothing{};
}

}  // namespace caseload::rules
