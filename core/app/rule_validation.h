// SPDX-License-Identifier: Apache-2.0
// RuleValidation: runs a version of a rule in the sandbox, and keeps what was found.
#pragma once

#include "app/desk.h"
#include "caseload/v1/rule_service.pb.h"
#include "rules/rule_book.h"

namespace caseload::app {

class RuleValidation {
 public:
  RuleValidation(const Desk& desk, const rules::RuleBook& book) : desk_(desk), book_(book) {}

  // Blocks for seconds: not for a thread that serves others. RULE_STAGE for a version that is in
  // force or in the shadow: it is being asked.
  void Validate(const Asking& asking, const v1::ValidateRuleRequest& request, Done done);

 private:
  Result<std::vector<v1::RuleCheck>> Run(const v1::ValidateRuleRequest& request) const;

  const Desk& desk_;
  const rules::RuleBook& book_;
};

}  // namespace caseload::app
