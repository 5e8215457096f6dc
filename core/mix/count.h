// SPDX-License-Identifier: Apache-2.0
// Count: carries out a plan, block by block.
#pragma once

#include <cstdint>
#include <vector>

#include "mix/case_columns.h"
#include "mix/plan.h"

namespace caseload::mix {

struct Cell {
  std::uint64_t cell = 0;
  std::uint64_t count = 0;
};

struct Counted {
  std::vector<Cell> cells;  // only those that hold anything, rising
  std::uint64_t total = 0;  // each unit once
};

Counted Count(const Plan& plan, const CaseColumns& columns);

}  // namespace caseload::mix
