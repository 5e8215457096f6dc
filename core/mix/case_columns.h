// SPDX-License-Identifier: Apache-2.0
// CaseColumns: what each case is on one day, laid out for counting: one 16-bit slot a case and
// dimension, and one bit a case and concern, in blocks of 4,096 cases.
#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "mix/vocabulary.h"

namespace caseload::mix {

inline constexpr std::size_t kBlockCases = 4096;
inline constexpr std::size_t kBlockWords = kBlockCases / 64;

// Numbers of teams or workers in use, in the order in which they were met.
class Numbers {
 public:
  static constexpr std::uint16_t kNone = 0;          // slot of "held by nobody recorded"
  static constexpr std::uint16_t kTooMany = 0xFFFF;  // more than a slot can name
  std::uint16_t SlotOf(std::uint32_t number);
  std::optional<std::size_t> Find(std::uint32_t number) const {
    if (number >= slot_of_.size() || slot_of_[number] == kNone) return std::nullopt;
    return slot_of_[number];
  }
  // Of slot 1 and on.
  const std::vector<std::uint32_t>& in_use() const { return in_use_; }
  bool overflown() const { return in_use_.size() >= kTooMany - 1; }

 private:
  std::vector<std::uint16_t> slot_of_;
  std::vector<std::uint32_t> in_use_;
};

// The bits hold a concern of a case once: one more assertion of it.
struct Repeat {
  std::uint16_t case_in_block = 0;
  std::uint16_t slot = 0;
};

// Concerns on one basis. Bits rather than masks a case: 46 factors and 70 core codes would take 16
// bytes a case and one pass each to count; as bits a pass reads exactly what it counts, and a rare
// filter skips whole blocks.
struct ConcernBits {
  std::size_t slots = 0;
  std::vector<std::uint64_t> words;          // [block][slot][word]
  std::vector<std::vector<Repeat>> repeats;  // by block
  std::uint64_t* Slice(std::size_t block, std::size_t slot) {
    return words.data() + (block * slots + slot) * kBlockWords;
  }
  const std::uint64_t* Slice(std::size_t block, std::size_t slot) const {
    return words.data() + (block * slots + slot) * kBlockWords;
  }
};

// Which parts a question needs.
struct Needs {
  std::bitset<kColumns> columns;
  std::bitset<kBases> bases;
  bool family = false;
  bool sharing = false;
};

inline constexpr std::uint32_t kNobody = 0xFFFFFFFF;
// A child of no recorded family is a family of its own, named by this bit and the child.
inline constexpr std::uint32_t kOwnFamily = 0x80000000;

struct CaseColumns {
  std::size_t blocks = 0;
  std::vector<std::uint64_t> scope;         // a bit a case: it counts at all
  std::vector<std::uint64_t> shares_child;  // its child has another case that counts
  std::array<std::vector<std::uint16_t>, kColumns> single;
  std::array<ConcernBits, kBases> concerns;
  std::vector<std::uint32_t> child;
  std::vector<std::uint32_t> family;
  Numbers teams;
  Numbers workers;

  std::vector<std::uint16_t>& column(Column which) {
    return single[static_cast<std::size_t>(which)];
  }
  const std::vector<std::uint16_t>& column(Column which) const {
    return single[static_cast<std::size_t>(which)];
  }
  bool InScope(std::uint32_t number) const { return scope[number / 64] >> (number % 64) & 1; }
  // Makes room for cases with lower numbers than this.
  void Grow(std::uint32_t numbers, const Needs& needs, const Vocabulary& vocabulary);
  std::size_t Bytes() const;
};

inline std::uint16_t Numbers::SlotOf(std::uint32_t number) {
  if (number >= slot_of_.size()) slot_of_.resize(number + 1 + number / 2, kNone);
  std::uint16_t& slot = slot_of_[number];
  if (slot == kNone) {
    if (overflown()) return kTooMany;
    in_use_.push_back(number);
    slot = static_cast<std::uint16_t>(in_use_.size());
  }
  return slot;
}

}  // namespace caseload::mix
