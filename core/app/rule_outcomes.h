// SPDX-License-Identifier: Apache-2.0
// Rule outcomes: what became of each rule that was, or should have been, asked about a subject.
#pragma once

#include <string>
#include <vector>

#include "caseload/v1/rule_service.pb.h"
#include "rules/rule_set.h"

namespace caseload::app {

struct RulesAsked {
  std::vector<v1::Finding> findings;      // in the order of rules
  std::vector<v1::RuleOutcome> outcomes;  // those asked first, then those that were not
  std::vector<v1::Rule> rules;            // that were asked, or should have been
};

// Asks all rules that are about such a subject, or those named; blocks. One that fails is told
// beside what the others say. RULE_UNAVAILABLE for a name that is not in force, or is about others.
Result<RulesAsked> AskRules(const rules::RuleSet& set, const rules::SubjectFacts& facts,
                            std::span<const std::string> rule_ids);

}  // namespace caseload::app
