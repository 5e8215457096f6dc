// SPDX-License-Identifier: Apache-2.0
// What a rule in shadow says, held against what the version in force says of the same cases.
#include <algorithm>
#include <map>
#include <set>

#include "app/findings.h"
#include "app/reading.h"
#include "record/checks.h"

namespace caseload::app {
namespace {

// Each case, and what is said of it: the codes.
using Spoken = std::map<std::string, std::set<std::string>>;

void Count(v1::ShadowCount& count, bool in_force, bool in_shadow) {
  if (in_force && in_shadow) {
    count.set_both(count.both() + 1);
  } else if (in_force) {
    count.set_only_in_force(count.only_in_force() + 1);
  } else if (in_shadow) {
    count.set_only_in_shadow(count.only_in_shadow() + 1);
  }
}

// Where a difference lies.
struct Where {
  std::string concern;
  std::string team;
};

class Comparison {
 public:
  void Add(const std::string& case_id, const Spoken& in_force, const Spoken& in_shadow,
           const Where& where) {
    const auto old_codes = in_force.find(case_id);
    const auto new_codes = in_shadow.find(case_id);
    const bool old_speaks = old_codes != in_force.end();
    const bool new_speaks = new_codes != in_shadow.end();
    Count(*response_.mutable_all(), old_speaks, new_speaks);
    Count(by_concern_[where.concern], old_speaks, new_speaks);
    Count(by_team_[where.team], old_speaks, new_speaks);
    std::set<std::string> codes;
    if (old_speaks) codes.insert(old_codes->second.begin(), old_codes->second.end());
    if (new_speaks) codes.insert(new_codes->second.begin(), new_codes->second.end());
    for (const auto& code : codes) {
      Count(by_code_[code], old_speaks && old_codes->second.contains(code),
            new_speaks && new_codes->second.contains(code));
    }
    constexpr int kNamed = 200;
    if (old_speaks != new_speaks && response_.differing_case_ids_size() < kNamed)
      response_.add_differing_case_ids(case_id);
  }

  v1::GetShadowReportResponse Told() {
    const auto tell = [](const std::map<std::string, v1::ShadowCount>& counts, auto* list) {
      for (const auto& [of, count] : counts) {
        *list->Add() = count;
        list->rbegin()->set_of(of);
      }
    };
    tell(by_code_, response_.mutable_by_code());
    tell(by_concern_, response_.mutable_by_concern());
    tell(by_team_, response_.mutable_by_team());
    return std::move(response_);
  }

 private:
  v1::GetShadowReportResponse response_;
  std::map<std::string, v1::ShadowCount> by_code_, by_concern_, by_team_;
};

// The need the case was referred for, as it stands.
std::string NeedOf(const v1::Case& of) {
  std::string need;
  for (const auto& concern : of.concerns()) {
    if (concern.basis() == v1::CONCERN_BASIS_NEED && concern.retracted_because().empty() &&
        concern.ended_on().empty()) {
      need = concern.code();
    }
  }
  return need;
}

struct SaidOfRule {
  Spoken in_force;
  Spoken in_shadow;
  std::vector<v1::CaseFinding> latest;  // first said in shadow in the days that are counted
};
Result<SaidOfRule> ReadSaid(const Desk& desk, const std::string& rule_id, Date from) {
  SaidOfRule said;
  auto read = EachFindingOfRule(desk, rule_id, false, [&](const v1::CaseFinding& finding) {
    if (finding.ended_on().empty() && finding.failed_because().empty())
      said.in_force[finding.case_id()].insert(finding.finding().code());
  });
  if (!read) return read.error();
  read = EachFindingOfRule(desk, rule_id, true, [&](const v1::CaseFinding& finding) {
    if (!finding.failed_because().empty()) return;
    const auto first = ParseDate(finding.first_on());
    if (first && *first >= from) said.latest.push_back(finding);
    if (finding.ended_on().empty())
      said.in_shadow[finding.case_id()].insert(finding.finding().code());
  });
  if (!read) return read.error();
  return said;
}

// The cases that a set was asked about, by whether the rule answered.
struct AskedAbout {
  std::set<std::string> answered;
  std::set<std::string> failed;
};
Result<AskedAbout> ReadAsked(const Desk& desk, const char* stand, const std::string& set_digest,
                             const std::string& rule_id) {
  store::FindQuery query;
  query.field = store::Field::kDecisionToLookAt;
  query.value = stand;
  query.limit = limits::kPageSizeMost;
  AskedAbout asked;
  bool readable = true;
  while (true) {
    std::size_t found = 0;
    store::Term last{query.field, query.value, 0, ""};
    const auto read = desk.reader().FindRecords(query, [&](const store::FoundView& row) {
      ++found;
      last.order = row.order;
      last.target = row.record.id;
      v1::RuleDecision decision;
      readable &=
          decision.ParseFromArray(row.record.body.data(), static_cast<int>(row.record.body.size()));
      const auto answer = std::ranges::find(decision.answers(), rule_id, &v1::RuleAnswer::rule_id);
      if (decision.rule_set_digest() != set_digest || answer == decision.answers().end()) return;
      if (!answer->failed_because().empty()) {
        asked.failed.insert(decision.case_id());
      } else if (answer->not_asked_because().empty()) {
        asked.answered.insert(decision.case_id());
      }
    });
    if (!read) return read.error();
    if (!readable) return Error{v1::ERROR_REASON_INTERNAL, "a stored record cannot be read"};
    if (found < query.limit) return asked;
    query.after = last;
  }
}

// Of a case about which a version in force gave no answer nobody knows whether the other one would
// say anything new.
Outcome LeaveOutOthers(const Desk& desk, const v1::RuleSet& in_force, const std::string& rule_id,
                       AskedAbout& in_shadow) {
  const auto member = std::ranges::find(in_force.members(), rule_id, &v1::RuleSetMember::rule_id);
  if (member == in_force.members().end()) return Nothing{};
  const auto asked = ReadAsked(desk, kInForce, in_force.digest(), rule_id);
  if (!asked) return asked.error();
  std::erase_if(in_shadow.answered,
                [&](const std::string& case_id) { return !asked->answered.contains(case_id); });
  in_shadow.failed.insert(asked->failed.begin(), asked->failed.end());
  return Nothing{};
}

// The day the version came into shadow.
Result<Date> ShadowSince(const Desk& desk, const std::string& rule_version_id) {
  const auto version = ReadMessage<v1::RuleVersion>(desk, rule_version_id, {}, "rule_version_id");
  if (!version) return version.error();
  constexpr std::int64_t kMicros = 1'000'000;
  return Clock::DayInEngland({version->recorded_at().seconds() * kMicros});
}

// What workers would have had to read on top of what they are shown, a week; what was to be said on
// the first day, because of years that had passed, is told apart.
struct Counting {
  Date since;  // in shadow
  Date from;
  Date today;
};
void AddLoad(const SaidOfRule& said, const Counting& counting,
             v1::GetShadowReportResponse& response) {
  std::map<std::string, std::uint64_t> by_worker;
  std::uint64_t all = 0;
  std::uint64_t at_first = 0;
  for (const auto& finding : said.latest) {
    const auto same = said.in_force.find(finding.case_id());
    if (same != said.in_force.end() && same->second.contains(finding.finding().code())) continue;
    const auto first = ParseDate(finding.first_on());
    if (!first || *first <= counting.since) {
      ++at_first;
      continue;
    }
    if (finding.worker_id().empty()) continue;
    ++by_worker[finding.worker_id()];
    ++all;
  }
  response.set_new_findings_at_first(at_first);
  if (by_worker.empty()) return;
  const auto most =
      std::ranges::max_element(by_worker, {}, [](const auto& of) { return of.second; });
  const std::int32_t days = counting.today - std::max(counting.since, counting.from);
  const double weeks = std::max(days, 1) / 7.0;
  response.set_workers_with_new_findings(by_worker.size());
  response.set_new_findings_a_worker_a_week(static_cast<double>(all) /
                                            static_cast<double>(by_worker.size()) / weeks);
  response.set_most_new_findings_a_worker_a_week(static_cast<double>(most->second) / weeks);
}

}  // namespace

Result<v1::GetShadowReportResponse> Findings::ShadowReport(
    const v1::GetShadowReportRequest& request) const {
  record::Problems problems;
  problems.Needs("rule_id", request.rule_id());
  problems.Day("from_on", request.from_on());
  if (auto wrong = problems.Judge(); !wrong) return wrong.error();
  const auto set = book_.InShadow()->Describe();
  const auto member =
      std::ranges::find(set.members(), request.rule_id(), &v1::RuleSetMember::rule_id);
  if (member == set.members().end()) {
    return Error{v1::ERROR_REASON_RULE_UNAVAILABLE,
                 "no version of the rule is in shadow",
                 {{"rule_id", "is of no rule in shadow"}}};
  }
  constexpr int kDaysOfLoad = 28;
  const Date today = desk_.clock().Today();
  const Date from = ParseDate(request.from_on()).value_or(today - kDaysOfLoad);
  const auto since = ShadowSince(desk_, member->rule_version_id());
  if (!since) return since.error();
  const auto said = ReadSaid(desk_, request.rule_id(), std::min(from, *since));
  if (!said) return said.error();
  auto asked = ReadAsked(desk_, kInShadow, set.digest(), request.rule_id());
  if (!asked) return asked.error();
  if (auto held = LeaveOutOthers(desk_, book_.InForce()->Describe(), request.rule_id(), *asked);
      !held)
    return held.error();
  std::set<std::string> spoken;
  for (const auto* of : {&said->in_force, &said->in_shadow}) {
    for (const auto& [case_id, codes] : *of) {
      // Of a case on which it failed, or about which it was not asked yet, nobody knows.
      if (asked->answered.contains(case_id)) spoken.insert(case_id);
    }
  }
  Comparison comparison;
  for (const auto& case_id : spoken) {
    const auto of = ReadMessage<v1::Case>(desk_, case_id, {}, "case_id");
    if (!of) return of.error();
    const auto holder = HolderOf(desk_, case_id, {});
    if (!holder) return holder.error();
    comparison.Add(case_id, said->in_force, said->in_shadow, {NeedOf(*of), holder->team_id});
  }
  v1::GetShadowReportResponse response = comparison.Told();
  response.set_cases(asked->answered.size());
  response.set_failed(asked->failed.size());
  AddLoad(*said, {*since, from, today}, response);
  return response;
}

}  // namespace caseload::app
