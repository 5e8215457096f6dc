// SPDX-License-Identifier: Apache-2.0
// What a rule said and what became of it.
#include <algorithm>
#include <map>
#include <set>

#include "app/findings.h"
#include "base/limits.h"
#include "record/checks.h"

namespace caseload::app {
namespace {

// Findings of one code, or of all.
struct Counted {
  v1::RuleStatistics counts;
  std::set<std::string> cases;
  std::vector<std::uint64_t> seconds;

  void Add(const v1::CaseFinding& finding) {
    counts.set_said(counts.said() + 1);
    cases.insert(finding.case_id());
    if (finding.ended_on().empty()) counts.set_standing(counts.standing() + 1);
    if (!finding.has_response()) {
      if (!finding.ended_on().empty()) counts.set_ended_unanswered(counts.ended_unanswered() + 1);
      return;
    }
    switch (finding.response().state()) {
      case v1::FINDING_STATE_ACCEPTED:
        counts.set_accepted(counts.accepted() + 1);
        break;
      case v1::FINDING_STATE_OVERRIDDEN:
        counts.set_overridden(counts.overridden() + 1);
        break;
      default:
        counts.set_snoozed(counts.snoozed() + 1);
    }
    const auto took = finding.first_answered_at().seconds() - finding.first_said_at().seconds();
    seconds.push_back(static_cast<std::uint64_t>(std::max<std::int64_t>(took, 0)));
  }

  v1::RuleStatistics Told(const std::string& code) {
    counts.set_code(code);
    counts.set_cases(cases.size());
    if (!seconds.empty()) {
      const auto middle = seconds.begin() + static_cast<std::ptrdiff_t>(seconds.size() / 2);
      std::ranges::nth_element(seconds, middle);
      counts.set_median_seconds_to_answer(*middle);
    }
    return counts;
  }
};

}  // namespace

Outcome EachFindingOfRule(const Desk& desk, const std::string& rule_id, bool shadow,
                          const std::function<void(const v1::CaseFinding&)>& take) {
  store::FindQuery query;
  query.field = store::Field::kFindingOfRule;
  query.value = (shadow ? kShadowFindings : std::string()) + rule_id;
  query.limit = limits::kPageSizeMost;
  bool readable = true;
  while (true) {
    std::size_t found = 0;
    store::Term last{query.field, query.value, 0, ""};
    // Parsed while the store is held, taken after: what takes it may read.
    std::vector<v1::CaseFinding> page;
    const auto read = desk.reader().FindRecords(query, [&](const store::FoundView& row) {
      ++found;
      last.order = row.order;
      last.target = row.record.id;
      readable &= page.emplace_back().ParseFromArray(row.record.body.data(),
                                                     static_cast<int>(row.record.body.size()));
    });
    if (!read) return read;
    if (!readable) return Error{v1::ERROR_REASON_INTERNAL, "a stored record cannot be read"};
    for (const auto& finding : page) take(finding);
    if (found < query.limit) return Nothing{};
    query.after = last;
  }
}

Result<v1::GetRuleStatisticsResponse> Findings::Statistics(
    const v1::GetRuleStatisticsRequest& request) const {
  record::Problems problems;
  problems.Needs("rule_id", request.rule_id());
  if (request.rule_id().starts_with(kShadowFindings))
    problems.Add("rule_id", "is not the name of a rule");
  problems.Day("from_on", request.from_on());
  problems.Day("until_on", request.until_on());
  if (auto wrong = problems.Judge(); !wrong) return wrong.error();
  const std::string& until = request.until_on();
  Counted all;
  std::map<std::string, Counted> by_code;
  std::map<std::string, std::uint64_t> reasons;
  std::uint64_t failed = 0;
  const auto read =
      EachFindingOfRule(desk_, request.rule_id(), false, [&](const v1::CaseFinding& finding) {
        // Days as text are in the order of days.
        if (finding.first_on() < request.from_on()) return;
        if (!until.empty() && finding.first_on() > until) return;
        if (!finding.failed_because().empty()) {
          ++failed;
          return;
        }
        all.Add(finding);
        by_code[finding.finding().code()].Add(finding);
        if (finding.response().state() == v1::FINDING_STATE_OVERRIDDEN)
          ++reasons[finding.response().reason_code()];
      });
  if (!read) return read.error();
  v1::GetRuleStatisticsResponse response;
  *response.mutable_all() = all.Told("");
  for (auto& [code, counted] : by_code) *response.add_by_code() = counted.Told(code);
  for (const auto& [code, count] : reasons) {
    auto& given = *response.add_overrides();
    given.set_reason_code(code);
    given.set_count(count);
  }
  std::ranges::stable_sort(*response.mutable_overrides(), std::greater<>(),
                           &v1::OverrideCount::count);
  response.set_failed(failed);
  return response;
}

}  // namespace caseload::app
