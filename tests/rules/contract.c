/* SPDX-License-Identifier: Apache-2.0 */
/* Every type of the contract, reachable from exported symbols: what abidiff holds against the
 * published shape. */
#include <caseload/rule.h>

CASELOAD_RULE_EXPORT extern const caseload_rule caseload_rule_v1;
CASELOAD_RULE_EXPORT extern const caseload_facts caseload_contract_facts;
CASELOAD_RULE_EXPORT extern const caseload_sink caseload_contract_sink;

const caseload_rule caseload_rule_v1 = {0};
const caseload_facts caseload_contract_facts = {0};
const caseload_sink caseload_contract_sink = {0};
