// SPDX-License-Identifier: Apache-2.0
// The inner loops of counting, over one block of cases each; built with -O3 and for several
// processors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "mix/case_columns.h"

namespace caseload::mix {

// Slots from first to last.
struct SlotRange {
  std::uint16_t first = 0;
  std::uint16_t last = 0;
};

// One column of a block, and the slots wanted of it.
struct Wanted {
  const std::uint16_t* slots = nullptr;
  std::span<const SlotRange> ranges;
};

// Clears the bits of cases that one of the columns does not want. All filters in one go, because
// turning compared slots into bits costs more than comparing.
void KeepWanted(std::span<const Wanted> filters, std::uint64_t* keep);
// The same for one column from a table by slot, for filters that would take many ranges.
inline constexpr std::size_t kRangesMost = 24;
void KeepListed(const std::uint16_t* slots, const std::uint8_t* listed, std::uint64_t* keep);
// into |= slice.
void Join(const std::uint64_t* slice, std::uint64_t* into);
// into &= slice.
void Keep(const std::uint64_t* slice, std::uint64_t* into);
// How many cases are both kept and in the slice.
std::uint64_t CountBoth(const std::uint64_t* keep, const std::uint64_t* slice);
// Whether any case is kept.
bool Any(const std::uint64_t* keep);

// Counts of kept cases by slot, for columns of few slots: one comparing pass a slot.
inline constexpr std::size_t kFewSlots = 16;
void CountFew(const std::uint16_t* slots, const std::uint64_t* keep, std::size_t few,
              std::uint64_t* counts);
// The same for columns of many. Four tables of `size` side by side: neighbours often fall into one
// group, and each addition would wait for the one before.
inline constexpr std::size_t kTables = 4;
void CountMany(const std::uint16_t* slots, const std::uint64_t* keep, std::uint32_t* tables,
               std::size_t size);

}  // namespace caseload::mix
