// SPDX-License-Identifier: Apache-2.0
// Trials: made-up subjects that a rule is asked about before anybody real is.
#pragma once

#include <string_view>
#include <vector>

#include "rules/subject_facts.h"

namespace caseload::rules {

// Subjects of the kind ("child", "worker", …), each different and each the same every time, on days
// of chance. None of a kind that nobody can make up.
std::vector<SubjectFacts> MadeUpSubjects(std::string_view kind, const CodeNumbers& numbers);

// Rows that no record makes, but that a rule must bear, of a subject of the kind: nothing at all,
// days at the ends of time, days not recorded, numbers nobody gave, links to nobody, more rows than
// any subject has.
std::vector<SubjectFacts> Garbage(std::string_view kind);

}  // namespace caseload::rules
