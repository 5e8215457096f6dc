// SPDX-License-Identifier: Apache-2.0
// Allocation facts: who holds which case, as a rule is shown it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/date.h"
#include "caseload/v1/workforce.pb.h"
#include "rules/subject_facts.h"

namespace caseload::rules {

// The ids of row, case, worker and team are still to be filled in.
caseload_allocation_row AllocationRow(const v1::Allocation& of, Date as_of);

// Adds who holds the children whose cases have these row ids, and says that it was looked up. Of
// those who hold them nothing is shown: a worker and a team are numbers, which rows only compare.
void AddAllocations(const std::vector<const v1::Allocation*>& allocations,
                    const std::map<std::string, std::uint32_t, std::less<>>& case_rows, Date as_of,
                    SubjectFacts& facts);

}  // namespace caseload::rules
