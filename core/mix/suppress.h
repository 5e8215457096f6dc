// SPDX-License-Identifier: Apache-2.0
// Suppress: hides counts of 1 to 5, and as many others as it takes that none of them can be worked
// out.
#pragma once

#include <cstdint>
#include <vector>

namespace caseload::mix {

struct ShownCell {
  std::vector<std::uint16_t> keys;  // one a dimension
  std::uint64_t count = 0;
  bool hidden = false;
};

struct Shown {
  std::vector<ShownCell> cells;  // those that hold anything
  std::uint64_t total = 0;
  bool total_hidden = false;
};

// Sets `hidden`. May add hidden cells that hold nothing: where a small number could be told from
// the emptiness of its neighbours, one of those must be hidden too.
//
// The reader is taken to know every total along every dimension, since the same question with one
// dimension less gives it. It is not proof against somebody who asks many questions with different
// filters and compares: raw counts need a permission of their own, and answers are audited.
void Suppress(Shown& shown);

}  // namespace caseload::mix
