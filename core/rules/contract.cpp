// SPDX-License-Identifier: Apache-2.0
#include "rules/contract.h"

#include "caseload/rule.h"

namespace caseload::rules {

std::optional<std::string> WrongWithContract(const SpokenContract& spoken) {
  if (spoken.major != CASELOAD_RULE_ABI_MAJOR) {
    return "it is built for contract major " + std::to_string(spoken.major) +
           ", this server speaks " + std::to_string(CASELOAD_RULE_ABI_MAJOR);
  }
  if (spoken.facts_schema_min > CASELOAD_FACTS_SCHEMA ||
      spoken.facts_schema_max < CASELOAD_FACTS_SCHEMA) {
    return "it reads facts schema " + std::to_string(spoken.facts_schema_min) + " to " +
           std::to_string(spoken.facts_schema_max) + ", this server has " +
           std::to_string(CASELOAD_FACTS_SCHEMA);
  }
  if (spoken.vocabulary > CASELOAD_VOCABULARY) {
    return "it speaks vocabulary " + std::to_string(spoken.vocabulary) + ", this server " +
           std::to_string(CASELOAD_VOCABULARY) + ": it comes from a later release";
  }
  return std::nullopt;
}

}  // namespace caseload::rules
