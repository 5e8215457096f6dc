// SPDX-License-Identifier: Apache-2.0
// Reads facts of a later schema only.
#include "guest.h"

namespace {

constexpr caseload_rule Spoilt() {
  caseload_rule rule = guest::Rule("test.other-schema");
  rule.facts_schema_min = 5;
  rule.facts_schema_max = 6;
  return rule;
}

}  // namespace

GUEST(Spoilt());
