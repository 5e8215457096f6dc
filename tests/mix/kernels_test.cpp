// SPDX-License-Identifier: Apache-2.0
// The vectors of the inner loops count what a finger would, for blocks that are full, thin and
// empty.
#include "mix/kernels.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace caseload::mix {
namespace {

constexpr std::size_t kBlocks = 40;
constexpr std::size_t kCases = kBlocks * kBlockCases;
constexpr std::uint16_t kSlots = 9;

class Kernels : public testing::Test {
 protected:
  Kernels() : column_(kCases), keep_(kBlocks) {
    bits_.slots = bits_.lines_a_block = kSlots;
    bits_.lines.resize(kBlocks * kSlots);
    for (std::size_t i = 0; i < kCases; ++i) {
      column_[i] = static_cast<std::uint16_t>(random_() % kSlots);
      bits_.At(i / kBlockCases, column_[i]).Add(i % kBlockCases);
      const std::size_t block = i / kBlockCases;
      const bool kept = block % 4 == 0   ? true
                        : block % 4 == 1 ? random_() % 2 == 0
                        : block % 4 == 2 ? random_() % 300 == 0
                                         : false;
      if (kept) keep_[block].Add(i % kBlockCases);
    }
  }

  bool IsKept(std::size_t i) const { return keep_[i / kBlockCases].Has(i % kBlockCases); }
  // The cases that are kept and have one of the slots.
  std::vector<std::size_t> Wanted(const std::vector<std::uint16_t>& slots) const {
    std::vector<std::size_t> wanted;
    for (std::size_t i = 0; i < kCases; ++i) {
      const bool has = std::find(slots.begin(), slots.end(), column_[i]) != slots.end();
      if (has && IsKept(i)) wanted.push_back(i);
    }
    return wanted;
  }
  std::vector<std::size_t> Left() const {
    std::vector<std::size_t> left;
    for (std::size_t i = 0; i < kCases; ++i) {
      if (IsKept(i)) left.push_back(i);
    }
    return left;
  }

  std::mt19937 random_{5};
  std::vector<std::uint16_t> column_;
  SlotBits bits_;
  std::vector<Line> keep_;
};

TEST_F(Kernels, KeepTheSameCasesFromBitsFromRangesAndFromAList) {
  const std::vector<std::uint16_t> slots = {0, 3, 4, 5, 8};
  const std::vector<SlotRange> ranges = {{0, 0}, {3, 5}, {8, 8}};
  std::vector<std::uint8_t> listed(kSlots);
  for (const std::uint16_t slot : slots) listed[slot] = 1;
  const std::vector<std::size_t> wanted = Wanted(slots);
  const std::vector<Line> before = keep_;
  KeepSlots(bits_, slots, keep_);
  EXPECT_EQ(Left(), wanted);
  keep_ = before;
  KeepRanges(column_.data(), ranges, keep_);
  EXPECT_EQ(Left(), wanted);
  keep_ = before;
  KeepListed(column_.data(), listed.data(), keep_);
  EXPECT_EQ(Left(), wanted);
}

TEST_F(Kernels, KeepNobodyWhereNoSlotIsWanted) {
  KeepSlots(bits_, {}, keep_);
  EXPECT_EQ(CountKept(keep_), 0U);
}

TEST_F(Kernels, CountEachSlotAndSlotsTogether) {
  const std::vector<std::vector<std::uint16_t>> groups = {{0}, {8}, {1, 2, 7}, {}};
  const std::vector<std::span<const std::uint16_t>> spans(groups.begin(), groups.end());
  std::vector<std::uint64_t> counts(groups.size());
  CountSlots(bits_, spans, keep_, counts.data());
  for (std::size_t i = 0; i < groups.size(); ++i) EXPECT_EQ(counts[i], Wanted(groups[i]).size());
  EXPECT_EQ(CountKept(keep_), Left().size());
  std::vector<std::uint32_t> tables(kTables * kSlots);
  CountMany(column_.data(), keep_, tables.data(), kSlots);
  for (std::uint16_t slot = 0; slot < kSlots; ++slot) {
    std::uint64_t count = 0;
    for (std::size_t t = 0; t < kTables; ++t) count += tables[t * kSlots + slot];
    EXPECT_EQ(count, Wanted({slot}).size());
  }
}

TEST_F(Kernels, MarkRowsThatHeldOnOneDayAndWereBelieved) {
  constexpr std::size_t kRows = 1'000;
  std::vector<std::int32_t> start(kRows), end(kRows);
  std::vector<std::uint32_t> until(kRows);
  for (std::size_t i = 0; i < kRows; ++i) {
    start[i] = static_cast<std::int32_t>(random_() % 20);
    end[i] = start[i] + static_cast<std::int32_t>(random_() % 20);
    until[i] = static_cast<std::uint32_t>(random_() % 20);
  }
  const FactRows rows{start.data(), end.data(), until.data()};
  std::vector<std::uint8_t> holds(kRows);
  ASSERT_TRUE(MarkHolding(rows, {10, 12, 10}, holds));
  for (std::size_t i = 0; i < kRows; ++i) {
    EXPECT_EQ(holds[i], start[i] <= 12 && end[i] > 10 && until[i] > 10 ? 1 : 0) << i;
  }
  EXPECT_FALSE(MarkHolding(rows, {-5, -1, 10}, holds));
}

}  // namespace
}  // namespace caseload::mix
