// SPDX-License-Identifier: Apache-2.0
// Findings: makes the API's findings of what a worker answered, believing nothing of it.
#pragma once

#include <vector>

#include "base/result.h"
#include "caseload/v1/finding.pb.h"
#include "rules/card.h"
#include "rules/subject_facts.h"
#include "rules/wire.h"

namespace caseload::rules {

// RULE_FAILED when anything in the answer is not what the contract allows: an answer is taken whole
// or not at all.
Result<std::vector<v1::Finding>> ReadAnswer(const RuleAnswer& answer, const RuleCard& card,
                                            const SubjectFacts& facts, const CodeNumbers& numbers);

}  // namespace caseload::rules
