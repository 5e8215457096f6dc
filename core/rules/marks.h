// SPDX-License-Identifier: Apache-2.0
// Marks: what the host found in the fields of a child that no rule is shown: that something is
// recorded, missing, badly formed or another child's as well, never what it is.
#pragma once

#include <vector>

#include "caseload/v1/person.pb.h"
#include "rules/subject_facts.h"

namespace caseload::rules {

// Which of a child's numbers another child has as well.
struct SharedNumbers {
  bool upn = false;
  bool local_id = false;
};

// In the order of their kinds, without ids and child.
std::vector<caseload_mark_row> MarksOf(const v1::Person& child, const SharedNumbers& shared,
                                       const CodeNumbers& numbers);

// What sex is recorded, as far as anybody needs to know.
enum class SexAs { kMissing, kKnown, kNotKnown, kInvalid };
SexAs SexOf(const v1::Person& child);

// The child's number of this scheme, empty when there is none; the first one counts.
const std::string& NumberOfScheme(const v1::Person& child, std::string_view scheme);

}  // namespace caseload::rules
