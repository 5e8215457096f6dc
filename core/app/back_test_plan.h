// SPDX-License-Identifier: Apache-2.0
// Back-test plan: a request for a back-test, checked, with all that it names looked up.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "app/desk.h"
#include "caseload/v1/rule_service.pb.h"
#include "facts/fact.h"

namespace caseload::app {

struct BackTestPlan {
  std::vector<v1::RuleVersion> sides;  // one or two, each with the values it is tried with
  std::vector<Date> days;
  bool known_then = true;
  bool closed_cases = false;
  struct Against {
    facts::FactKind kind;
    int within_days;
  };
  std::optional<Against> outcome;
  std::size_t named = 0;
  Date today;
};

// FIELDS_INVALID with all problems, NOT_FOUND for a version that is not there, RULE_STAGE for one
// that must not be run, RULE_SIGNATURE_INVALID when its key was revoked.
Result<BackTestPlan> PlanOf(const Desk& desk, const v1::BackTestRuleRequest& request);

}  // namespace caseload::app
