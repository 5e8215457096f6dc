// SPDX-License-Identifier: Apache-2.0
// Findings: what rules say of cases as people see it, what people answer, and what came of it.
#pragma once

#include <functional>

#include "app/desk.h"
#include "app/rule_follower.h"
#include "caseload/v1/finding_service.pb.h"

namespace caseload::app {

class Findings {
 public:
  Findings(const Desk& desk, const rules::RuleBook& book, const RuleFollower& follower)
      : desk_(desk), book_(book), follower_(follower) {}

  Result<v1::ListFindingsResponse> List(const v1::ListFindingsRequest& request) const;
  // NOT_FOUND also for one that a rule in shadow says.
  Result<v1::GetFindingResponse> Get(const v1::GetFindingRequest& request) const;
  Result<v1::GetRuleDecisionResponse> GetDecision(const v1::GetRuleDecisionRequest& request) const;

  void Accept(const Asking& asking, const v1::AcceptFindingRequest& request, Done done);
  void Override(const Asking& asking, const v1::OverrideFindingRequest& request, Done done);
  void Snooze(const Asking& asking, const v1::SnoozeFindingRequest& request, Done done);

  // Counts over all findings of the rule: may take long.
  Result<v1::GetRuleStatisticsResponse> Statistics(
      const v1::GetRuleStatisticsRequest& request) const;
  Result<v1::GetShadowReportResponse> ShadowReport(const v1::GetShadowReportRequest& request) const;

  // What a watch sends next; `after` moves on to what has been looked at. Without findings when
  // there were none.
  Result<v1::WatchFindingsResponse> ChangesAfter(const v1::WatchFindingsRequest& request,
                                                 std::uint64_t& after) const;
  Result<std::uint64_t> Sequence() const { return desk_.reader().Sequence(); }

 private:
  template <class Response, class Request>
  void Answer(const Asking& asking, const Request& request, const v1::FindingResponse& response,
              const std::string& action, Done done);

  const Desk& desk_;
  const rules::RuleBook& book_;
  const RuleFollower& follower_;
};

// Every finding of a rule, whether it stands or has ended, in shadow or not.
Outcome EachFindingOfRule(const Desk& desk, const std::string& rule_id, bool shadow,
                          const std::function<void(const v1::CaseFinding&)>& take);

}  // namespace caseload::app
