// SPDX-License-Identifier: Apache-2.0
// Rules: what the rules say about a case, as it stood and was known at a moment.
#pragma once

#include "app/desk.h"
#include "app/imports.h"
#include "caseload/v1/rule_service.pb.h"
#include "rules/rule_book.h"

namespace caseload::app {

class Rules {
 public:
  Rules(const Desk& desk, const Imports& imports, rules::RuleBook& book)
      : desk_(desk), imports_(imports), book_(book) {}

  Result<v1::ListRulesResponse> List(const v1::ListRulesRequest& request) const;
  // Reads the facts first; no transaction is open and nothing is locked while a rule runs.
  Result<v1::EvaluateCaseResponse> Evaluate(const v1::EvaluateCaseRequest& request) const;

 private:
  const Desk& desk_;
  const Imports& imports_;
  rules::RuleBook& book_;
};

}  // namespace caseload::app
