// SPDX-License-Identifier: Apache-2.0
// Tally: counts by number, dense while the numbers are few and hashed beyond.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace caseload::mix {

// Numbers with a count each, in open addressing.
class HashedTally {
 public:
  HashedTally() : slots_(kSmallest) {}
  // True when the number is new.
  bool Add(std::uint64_t number, std::uint64_t more = 1) {
    if ((used_ + 1) * 2 > slots_.size()) Grow();
    Slot& slot = Find(slots_, number);
    const bool fresh = slot.count == 0;
    slot.number = number;
    slot.count += more;
    used_ += fresh ? 1 : 0;
    return fresh;
  }
  template <class Take>
  void Each(Take&& take) const {
    for (const Slot& slot : slots_) {
      if (slot.count != 0) take(slot.number, slot.count);
    }
  }

 private:
  struct Slot {
    std::uint64_t number = 0;
    std::uint64_t count = 0;
  };
  static constexpr std::size_t kSmallest = 1024;  // a power of two
  static Slot& Find(std::vector<Slot>& slots, std::uint64_t number) {
    const std::size_t mask = slots.size() - 1;
    std::size_t at = (number * 0x9E3779B97F4A7C15U >> 20) & mask;
    while (slots[at].count != 0 && slots[at].number != number) at = (at + 1) & mask;
    return slots[at];
  }
  void Grow() {
    std::vector<Slot> larger(slots_.size() * 4);
    Each([&](std::uint64_t number, std::uint64_t count) {
      Find(larger, number) = {number, count};
    });
    slots_ = std::move(larger);
  }
  std::vector<Slot> slots_;
  std::size_t used_ = 0;
};

// Which children or families were met in which cell.
class Met {
 public:
  // Cells below `cells`, owners below `owners`.
  Met(std::uint64_t cells, std::uint64_t owners)
      : owners_(owners), bits_(cells <= kBitsMost / (owners + 1) ? cells * owners / 64 + 1 : 0) {}
  // True the first time.
  bool Add(std::uint64_t cell, std::uint32_t owner) {
    if (bits_.empty()) return hashed_.Add(cell << 32 | owner);
    const std::uint64_t at = cell * owners_ + owner;
    const std::uint64_t bit = std::uint64_t{1} << (at % 64);
    const bool fresh = (bits_[at / 64] & bit) == 0;
    bits_[at / 64] |= bit;
    return fresh;
  }

 private:
  static constexpr std::uint64_t kBitsMost = std::uint64_t{1} << 28;  // 32 MB
  std::uint64_t owners_;
  std::vector<std::uint64_t> bits_;
  HashedTally hashed_;
};

class Tally {
 public:
  // Numbers below `most`.
  explicit Tally(std::uint64_t most) : dense_(most <= kDenseMost ? most : 0) {}
  void Add(std::uint64_t number, std::uint64_t more = 1) {
    if (dense_.empty()) {
      hashed_.Add(number, more);
    } else {
      dense_[number] += more;
    }
  }
  // Numbers with a count, in no order.
  template <class Take>
  void Each(Take&& take) const {
    for (std::size_t i = 0; i < dense_.size(); ++i) {
      if (dense_[i] != 0) take(std::uint64_t{i}, dense_[i]);
    }
    hashed_.Each(take);
  }

 private:
  static constexpr std::uint64_t kDenseMost = 1 << 16;  // half a megabyte
  std::vector<std::uint64_t> dense_;
  HashedTally hashed_;
};

}  // namespace caseload::mix
