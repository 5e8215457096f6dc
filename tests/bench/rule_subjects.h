// SPDX-License-Identifier: Apache-2.0
// Rule subjects: children for the measures of rules, and the shortest way to ask a rule about them,
// which has no walls.
#pragma once

#include <filesystem>
#include <vector>

#include "rules/answer.h"
#include "rules/host/answers.h"
#include "rules/subject_facts.h"

namespace caseload::bench {

// As many children as asked for, with 16 events and 5 concerns in the mean; one in forty is spoken
// of by the rule of referrals_rule.h.
std::vector<rules::SubjectFacts> MadeUpSubjects(std::size_t count);

// The facts of these children in the form a rule is shown, where they lie.
std::vector<caseload_facts> InPlace(std::span<const rules::SubjectFacts> subjects);

// The rule of a library that was loaded into this program, which only a measure may.
const caseload_rule& LoadedHere(const std::filesystem::path& library);

// What the rule says of these children, by a call within this program.
std::vector<rules::RuleAnswer> AskHere(const caseload_rule& rule,
                                       std::span<const caseload_facts> facts);

}  // namespace caseload::bench
