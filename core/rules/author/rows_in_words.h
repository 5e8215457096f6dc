// SPDX-License-Identifier: Apache-2.0
// Rows in words: what a rule is shown, as its author can read it.
#pragma once

#include <iosfwd>

#include "rules/subject_facts.h"

namespace caseload::rules {

// One line a row, by the name of the record it was made of, of the groups that the rule asks for;
// then the groups it asks for and is not given. Codes of the packs stand as their numbers, as the
// rule is shown them, with what they are called where that is known.
void PrintRows(const SubjectFacts& facts, std::uint32_t groups_needed, const CodeNumbers& numbers,
               std::ostream& out);

}  // namespace caseload::rules
