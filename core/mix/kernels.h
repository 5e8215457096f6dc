// SPDX-License-Identifier: Apache-2.0
// The inner loops of filtering and counting, over all blocks each; built with -O3 and for several
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

// What is kept: a line a block. Blocks that keep nothing are passed over.
using Keeping = std::span<Line>;
using Kept = std::span<const Line>;

// Keeps the cases that have any of the slots.
void KeepSlots(const SlotBits& bits, std::span<const std::uint16_t> slots, Keeping keep);
// The same for a column of many values.
void KeepRanges(const std::uint16_t* column, std::span<const SlotRange> ranges, Keeping keep);
// And from a table by slot, for filters that would take many ranges.
inline constexpr std::size_t kRangesMost = 24;
void KeepListed(const std::uint16_t* column, const std::uint8_t* listed, Keeping keep);

std::uint64_t CountKept(Kept keep);
// How many of the kept cases have any of the slots of a group; a count a group.
using SlotGroups = std::span<const std::span<const std::uint16_t>>;
void CountSlots(const SlotBits& bits, SlotGroups groups, Kept keep, std::uint64_t* counts);
// Counts of kept cases by slot, for columns of many values. Four tables of `size` side by side:
// neighbours often fall into one group, and each addition would wait for the one before.
inline constexpr std::size_t kTables = 4;
void CountMany(const std::uint16_t* column, Kept keep, std::uint32_t* tables, std::size_t size);

// Facts in a row, and when they are to hold and to be believed.
struct FactRows {
  const std::int32_t* start = nullptr;
  const std::int32_t* end = nullptr;
  const std::uint32_t* known_until = nullptr;
};
struct Holding {
  std::int32_t from = 0;
  std::int32_t until = 0;
  std::uint32_t known = 0;
};
// 1 for each row that held on any day and was still believed. That it was known is the caller's to
// see to. False when no row had begun: then nothing is written.
bool MarkHolding(const FactRows& rows, const Holding& holding, std::span<std::uint8_t> holds);

}  // namespace caseload::mix
