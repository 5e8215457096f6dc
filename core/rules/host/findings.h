// SPDX-License-Identifier: Apache-2.0
// Findings: makes the API's findings of what a worker answered, believing nothing of it.
#pragma once

#include "base/result.h"
#include "rules/answer.h"
#include "rules/card.h"
#include "rules/host/answers.h"
#include "rules/subject_facts.h"

namespace caseload::rules {

// RULE_FAILED when anything in the answer is not what the contract allows: an answer is taken whole
// or not at all.
Result<Answer> ReadAnswer(const RuleAnswer& answer, const RuleCard& card, const SubjectFacts& facts,
                          const CodeNumbers& numbers, Told told = Told::kFindings);

}  // namespace caseload::rules
