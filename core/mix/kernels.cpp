// SPDX-License-Identifier: Apache-2.0
// Plain loops that the compiler turns into vector instructions, one version a processor generation.
#include "mix/kernels.h"

#include <bit>
#include <cstring>
#include <vector>

// The sanitizers start after the choice between versions would be made.
#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define CASELOAD_EACH_PROCESSOR \
  __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#define CASELOAD_COUNTS_BITS __attribute__((target("avx512f,avx512vpopcntdq")))
#include <immintrin.h>
#else
#define CASELOAD_EACH_PROCESSOR
#endif

namespace caseload::mix {
namespace {

// A line as one value; the compiler makes of it as many registers as the processor needs.
using Lanes [[gnu::vector_size(sizeof(Line)), gnu::may_alias]] = std::uint64_t;
inline const Lanes& LanesOf(const Line& line) { return reinterpret_cast<const Lanes&>(line); }
inline Lanes& LanesOf(Line& line) { return reinterpret_cast<Lanes&>(line); }

inline bool Any(const Line& line) {
  std::uint64_t any = 0;
  for (const std::uint64_t word : line.words) any |= word;
  return any != 0;
}

inline std::uint64_t Sum(const Line& sums) {
  std::uint64_t sum = 0;
  for (const std::uint64_t word : sums.words) sum += word;
  return sum;
}

struct ByArithmetic {
  static void AddBits(const Lanes& bits, Lanes& sums) {
    Lanes x = bits - (bits >> 1 & 0x5555555555555555U);
    x = (x & 0x3333333333333333U) + (x >> 2 & 0x3333333333333333U);
    x = (x + (x >> 4)) & 0x0F0F0F0F0F0F0F0FU;
    x += x >> 8;
    x += x >> 16;
    x += x >> 32;
    sums += x & 0x7FU;
  }
};

// A sum a group and word.
template <class How>
[[gnu::always_inline]] inline void AddSlots(const SlotBits& bits, SlotGroups groups, Kept keep,
                                            std::span<Line> sums) {
  for (std::size_t block = 0; block < keep.size(); ++block) {
    if (!Any(keep[block])) continue;
    const Lanes kept = LanesOf(keep[block]);
    for (std::size_t group = 0; group < groups.size(); ++group) {
      Lanes wanted = {};
      for (const std::uint16_t slot : groups[group]) wanted |= LanesOf(bits.At(block, slot));
      How::AddBits(wanted & kept, LanesOf(sums[group]));
    }
  }
}

CASELOAD_EACH_PROCESSOR
void AddSlotsByArithmetic(const SlotBits& bits, SlotGroups groups, Kept keep,
                          std::span<Line> sums) {
  AddSlots<ByArithmetic>(bits, groups, keep, sums);
}

#ifdef CASELOAD_COUNTS_BITS
// An instruction that the compiler does not find by itself, and that takes no part in the choice
// above. It halves the time of a count.
struct ByInstruction {
  CASELOAD_COUNTS_BITS static void AddBits(const Lanes& bits, Lanes& sums) {
    sums += reinterpret_cast<Lanes>(_mm512_popcnt_epi64(reinterpret_cast<__m512i>(bits)));
  }
};

CASELOAD_COUNTS_BITS
void AddSlotsByInstruction(const SlotBits& bits, SlotGroups groups, Kept keep,
                           std::span<Line> sums) {
  AddSlots<ByInstruction>(bits, groups, keep, sums);
}
#endif

}  // namespace

CASELOAD_EACH_PROCESSOR
void KeepSlots(const SlotBits& bits, std::span<const std::uint16_t> slots, Keeping keep) {
  for (std::size_t block = 0; block < keep.size(); ++block) {
    if (!Any(keep[block])) continue;
    Lanes wanted = {};
    for (const std::uint16_t slot : slots) wanted |= LanesOf(bits.At(block, slot));
    LanesOf(keep[block]) &= wanted;
  }
}

CASELOAD_EACH_PROCESSOR
void KeepRanges(const std::uint16_t* column, std::span<const SlotRange> ranges, Keeping keep) {
  for (std::size_t block = 0; block < keep.size(); ++block) {
    if (!Any(keep[block])) continue;
    const std::uint16_t* const slots = column + block * kBlockCases;
    alignas(64) std::uint16_t in_any[kBlockCases] = {};
    for (const SlotRange range : ranges) {
      const std::uint16_t first = range.first;
      const auto width = static_cast<std::uint16_t>(range.last - range.first);
      for (std::size_t i = 0; i < kBlockCases; ++i) {
        const auto above = static_cast<std::uint16_t>(slots[i] - first);
        in_any[i] = static_cast<std::uint16_t>(in_any[i] | (above <= width ? 1 : 0));
      }
    }
    alignas(64) std::uint8_t flags[kBlockCases];
    for (std::size_t i = 0; i < kBlockCases; ++i) flags[i] = static_cast<std::uint8_t>(in_any[i]);
    std::uint64_t eights[kBlockCases / 8];
    std::memcpy(eights, flags, sizeof eights);
    alignas(64) std::uint8_t wanted[sizeof(Line)];
    // Gathers the lowest bit of eight bytes into one.
    for (std::size_t i = 0; i < sizeof(Line); ++i) {
      wanted[i] = static_cast<std::uint8_t>(eights[i] * 0x0102040810204080U >> 56);
    }
    Line line;
    std::memcpy(line.words, wanted, sizeof line);
    LanesOf(keep[block]) &= LanesOf(line);
  }
}

CASELOAD_EACH_PROCESSOR
std::uint64_t CountKept(Kept keep) {
  Line sums;
  for (const Line& line : keep) ByArithmetic::AddBits(LanesOf(line), LanesOf(sums));
  return Sum(sums);
}

void CountSlots(const SlotBits& bits, SlotGroups groups, Kept keep, std::uint64_t* counts) {
  std::vector<Line> sums(groups.size());
  auto* add = AddSlotsByArithmetic;
#ifdef CASELOAD_COUNTS_BITS
  if (__builtin_cpu_supports("avx512vpopcntdq")) add = AddSlotsByInstruction;
#endif
  add(bits, groups, keep, sums);
  for (std::size_t group = 0; group < groups.size(); ++group) counts[group] = Sum(sums[group]);
}

void KeepListed(const std::uint16_t* column, const std::uint8_t* listed, Keeping keep) {
  for (std::size_t word = 0; word < keep.size() * kBlockWords; ++word) {
    std::uint64_t& kept = keep[word / kBlockWords].words[word % kBlockWords];
    for (std::uint64_t bits = kept; bits != 0; bits &= bits - 1) {
      const auto at = static_cast<std::size_t>(std::countr_zero(bits));
      if (listed[column[word * 64 + at]] == 0) kept &= ~(std::uint64_t{1} << at);
    }
  }
}

void CountMany(const std::uint16_t* column, Kept keep, std::uint32_t* tables, std::size_t size) {
  std::uint32_t* const table[kTables] = {tables, tables + size, tables + 2 * size,
                                         tables + 3 * size};
  for (std::size_t word = 0; word < keep.size() * kBlockWords; ++word) {
    const std::uint16_t* at = column + word * 64;
    std::uint64_t bits = keep[word / kBlockWords].words[word % kBlockWords];
    if (bits == ~std::uint64_t{0}) {
      for (std::size_t i = 0; i < 64; i += kTables) {
        for (std::size_t t = 0; t < kTables; ++t) ++table[t][at[i + t]];
      }
      continue;
    }
    for (std::size_t t = 0; bits != 0; t = (t + 1) % kTables) {
      ++table[t][at[std::countr_zero(bits)]];
      bits &= bits - 1;
    }
  }
}

CASELOAD_EACH_PROCESSOR
bool MarkHolding(const FactRows& rows, const Holding& holding, std::span<std::uint8_t> holds) {
  // Rows that were recorded one after the other began at about the same time, so that whole
  // stretches lie behind a day long past.
  std::uint32_t begun = 0;
  for (std::size_t i = 0; i < holds.size(); ++i) begun |= rows.start[i] <= holding.until;
  if (begun == 0) return false;
  for (std::size_t i = 0; i < holds.size(); ++i) {
    holds[i] = (rows.start[i] <= holding.until) & (rows.end[i] > holding.from) &
               (rows.known_until[i] > holding.known);
  }
  return true;
}

}  // namespace caseload::mix
