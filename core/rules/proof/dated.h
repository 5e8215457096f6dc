// SPDX-License-Identifier: Apache-2.0
// Dated: every day that stands in the facts of a subject, and what of it the day is.
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "rules/subject_facts.h"

namespace caseload::rules {

struct DatedFact {
  Date day;
  std::string what;  // "case this", "the end of entry plan", "the birth of person child"
};

// Of these groups. Days that are not recorded, or that there are none of, are left out. In the
// order of rows.
std::vector<DatedFact> DatedFacts(const SubjectFacts& facts,
                                  std::uint32_t groups = CASELOAD_GROUP_ALL);

}  // namespace caseload::rules
