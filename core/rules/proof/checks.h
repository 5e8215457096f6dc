// SPDX-License-Identifier: Apache-2.0
// Checks: what a rule on trial is held to, one function each. Each blocks for as long as it takes.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "caseload/v1/rule.pb.h"
#include "rules/proof/candidate.h"

namespace caseload::rules {

v1::RuleCheck Passed(std::string name, std::string detail);
v1::RuleCheck Failed(std::string name, const Error& why);
// For what the rule did.
v1::RuleCheck Failed(std::string name, const std::string& why);

// Whether it agrees with every vignette it comes with; one is the least.
v1::RuleCheck CheckVignettes(const Candidate& candidate);

// Whether it answers of each at all.
v1::RuleCheck CheckBears(const Candidate& candidate, const std::string& name,
                         std::span<const SubjectFacts> subjects, const std::string& detail);

// Whether it stays within half of the time it may take: the other half is for subjects that nobody
// made up. Judged by the processor time of its worker.
v1::RuleCheck CheckTime(const Candidate& candidate, std::span<const SubjectFacts> subjects);
// Whether it stays within half of the memory it may have, and gives back what it took.
v1::RuleCheck CheckMemory(const Candidate& candidate, std::span<const SubjectFacts> subjects,
                          std::span<const SubjectFacts> garbage);

// Whether it says the same of the same facts, whatever else is different.
std::vector<v1::RuleCheck> CheckRepeats(const Candidate& candidate,
                                        std::span<const SubjectFacts> subjects);

// Whether it answers with each of the values that its package brings, and says the same when it was
// made several times in one process, with other values.
v1::RuleCheck CheckSideBySide(const Candidate& candidate, std::span<const SubjectFacts> subjects,
                              std::span<const SubjectFacts> garbage);

// Whether it names each day on which it will say something else: with what each vignette sets, and
// of some of the subjects with its defaults.
v1::RuleCheck CheckLooksAgain(const Candidate& candidate, std::span<const SubjectFacts> subjects);

}  // namespace caseload::rules
