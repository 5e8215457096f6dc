// SPDX-License-Identifier: Apache-2.0
// CaseVignettes: the stories an authority keeps, to which every set of rules is held before it
// comes into force.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/desk.h"
#include "caseload/v1/rule_service.pb.h"
#include "rules/rule_book.h"
#include "rules/vignettes/guard.h"

namespace caseload::app {

class CaseVignettes {
 public:
  CaseVignettes(const Desk& desk, const rules::RuleBook& book) : desk_(desk), book_(book) {}

  // Kept whether the rules in force keep its promises or not, and the answer tells: what reviews
  // teach must not wait for the rule that has learnt it. Blocks while the rules are asked.
  // IDENTIFIER_TAKEN.
  void Add(const Asking& asking, const v1::AddCaseVignetteRequest& request, Done done);
  void Withdraw(const Asking& asking, const v1::WithdrawCaseVignetteRequest& request, Done done);
  Result<v1::GetCaseVignetteResponse> Get(const v1::GetCaseVignetteRequest& request) const;
  Result<v1::ListCaseVignettesResponse> List(const v1::ListCaseVignettesRequest& request) const;

  // Those that were not withdrawn. RULE_VIGNETTE_BROKEN when one cannot be read any more.
  Result<std::vector<rules::StoryFile>> Standing() const;
  // RULE_VIGNETTE_BROKEN when the set breaks one of them. Blocks while the rules are asked.
  Outcome Hold(std::span<const rules::RuleMember> members) const;

 private:
  const Desk& desk_;
  const rules::RuleBook& book_;
};

}  // namespace caseload::app
