// SPDX-License-Identifier: Apache-2.0
// Trials: made-up subjects that a rule is asked about before anybody real is.
#pragma once

#include <vector>

#include "rules/subject_facts.h"

namespace caseload::rules {

// Children, or workers and teams, each different and each the same every time, on days of chance.
std::vector<SubjectFacts> MadeUpChildren(const CodeNumbers& numbers);
std::vector<SubjectFacts> MadeUpWorkers(const CodeNumbers& numbers);

// Rows that no record makes, but that a rule must bear: nothing at all, days at the ends of time,
// days not recorded, numbers nobody gave, more rows than any child has.
std::vector<SubjectFacts> Garbage();

}  // namespace caseload::rules
