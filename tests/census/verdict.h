// SPDX-License-Identifier: Apache-2.0
// Verdict: what the census rules say of a case in tables, beside what is expected.
#pragma once

#include <set>
#include <string>

#include "census/tables.h"

namespace caseload::rules {

struct Verdict {
  std::set<std::string> expected;  // records of the rows; "the return" for all of it
  std::set<std::string> found;
};

Verdict Judge(const CensusCase& given);

}  // namespace caseload::rules
