// SPDX-License-Identifier: Apache-2.0
// Built with a later minor of the contract, and reads the next schema of facts as well as this one.
#include "guest.h"

namespace {

constexpr caseload_rule Later() {
  caseload_rule rule = guest::Rule("test.wide-schema");
  rule.abi_minor = CASELOAD_RULE_ABI_MINOR + 3;
  rule.facts_schema_max = CASELOAD_FACTS_SCHEMA + 1;
  return rule;
}

}  // namespace

GUEST(Later());
