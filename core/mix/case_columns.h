// SPDX-License-Identifier: Apache-2.0
// CaseColumns: what each case is on one day, laid out for counting: one 16-bit slot a case and
// dimension, and one bit a case and value where there are few values, in blocks of 512 cases.
#pragma once

#include <array>
#include <bit>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "mix/vocabulary.h"

namespace caseload::mix {

inline constexpr std::size_t kBlockWords = 8;
inline constexpr std::size_t kBlockCases = kBlockWords * 64;

// One bit for each case of a block: one line of the processor's cache, so that a block without a
// kept case costs nothing, and what it has is read whole.
struct alignas(64) Line {
  std::uint64_t words[kBlockWords] = {};
  bool Has(std::size_t at) const { return (words[at / 64] >> (at % 64) & 1) != 0; }
  void Add(std::size_t at) { words[at / 64] |= std::uint64_t{1} << (at % 64); }
  void Remove(std::size_t at) { words[at / 64] &= ~(std::uint64_t{1} << (at % 64)); }
  template <class Take>
  void Each(Take&& take) const {
    for (std::size_t word = 0; word < kBlockWords; ++word) {
      for (std::uint64_t left = words[word]; left != 0; left &= left - 1) {
        take(word * 64 + static_cast<std::size_t>(std::countr_zero(left)));
      }
    }
  }
};

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

// Which cases have which of a few values. Bits rather than slots: filters and counts by value read
// an eighth of a byte a case and value asked for.
struct SlotBits {
  std::size_t slots = 0;
  std::size_t lines_a_block = 0;
  std::vector<Line> lines;  // [block][slot]
  void Clear(std::uint32_t number) {
    for (std::size_t slot = 0; slot < lines_a_block; ++slot) {
      At(number / kBlockCases, slot).Remove(number % kBlockCases);
    }
  }
  Line& At(std::size_t block, std::size_t slot) { return lines[block * lines_a_block + slot]; }
  const Line& At(std::size_t block, std::size_t slot) const {
    return lines[block * lines_a_block + slot];
  }
  const std::uint64_t* Slice(std::size_t block, std::size_t slot) const {
    return At(block, slot).words;
  }
};

// The bits hold a concern of a case once: one more assertion of it.
struct Repeat {
  std::uint16_t case_in_block = 0;
  std::uint16_t slot = 0;
};

// Concerns on one basis, of which a case has any number. The slot after the last one holds the
// cases without any.
struct ConcernBits : SlotBits {
  std::vector<std::vector<Repeat>> repeats;  // by block
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
  std::vector<Line> scope;         // by block: the cases that count at all
  std::vector<Line> shares_child;  // whose child has another case that counts
  std::array<std::vector<std::uint16_t>, kColumns> single;
  std::array<SlotBits, kColumns> single_bits;  // of the columns with few values: the same again
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
  bool InScope(std::uint32_t number) const {
    return scope[number / kBlockCases].Has(number % kBlockCases);
  }
  // Takes the case out of all bits.
  void Clear(std::uint32_t number);
  // Finds out which cases of the block have no concern on the basis, once all concerns are there.
  void MarkWithoutConcerns(std::size_t basis, std::size_t block);
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
