// SPDX-License-Identifier: Apache-2.0
// Mix grid: an answer by one or two dimensions as a grid of cells.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "caseload/v1/caseload_service.pb.h"

namespace caseload::cli {

// Values in the order of their dimension.
struct MixAxis {
  std::vector<std::string> values;
  std::vector<std::string> labels;
};

struct MixGrid {
  MixAxis down;
  MixAxis across;  // with short labels; one nameless value when there is one dimension
  // By position down and across. A cell that is not there holds nobody: the answer lists groups
  // that hold anything.
  std::map<std::pair<std::size_t, std::size_t>, v1::Count> cells;

  std::string Text(std::size_t row, std::size_t column) const;
  std::uint64_t Number(std::size_t row, std::size_t column) const;
  // The sum of the row's numbers, with "+c" where some are withheld.
  std::string Sum(std::size_t row) const;
};

// The answer must have one or two dimensions.
MixGrid GridOf(const v1::GetMixResponse& answer);

}  // namespace caseload::cli
