// SPDX-License-Identifier: Apache-2.0
// Plain loops that the compiler turns into vector instructions, one version a processor generation.
#include "mix/kernels.h"

#include <array>
#include <bit>
#include <cstring>

// The sanitizers start after the choice between versions would be made.
#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define CASELOAD_EACH_PROCESSOR \
  __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CASELOAD_EACH_PROCESSOR
#endif

namespace caseload::mix {
namespace {

// Eight words side by side, so that vectors of every width are filled.
constexpr std::size_t kLanes = 8;
// Cases flagged at a time: small enough to stay in the first cache.
constexpr std::size_t kStrip = 512;

inline std::uint64_t Bits(const std::uint8_t* flags) {
  std::uint64_t bits = 0;
  for (unsigned i = 0; i < 8; ++i) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, flags + 8 * i, sizeof eight);
    // Gathers the lowest bit of eight bytes into one.
    bits |= (eight * 0x0102040810204080U >> 56) << (8 * i);
  }
  return bits;
}

}  // namespace

CASELOAD_EACH_PROCESSOR
void KeepWanted(std::span<const Wanted> filters, std::uint64_t* keep) {
  for (std::size_t strip = 0; strip < kBlockCases; strip += kStrip) {
    std::uint64_t any = 0;
    for (std::size_t i = 0; i < kStrip; i += 64) any |= keep[(strip + i) / 64];
    if (any == 0) continue;
    alignas(64) std::uint16_t in_all[kStrip];
    for (std::uint16_t& in : in_all) in = 1;
    for (const Wanted& filter : filters) {
      const std::uint16_t* const slots = filter.slots + strip;
      alignas(64) std::uint16_t in_any[kStrip] = {};
      for (const SlotRange range : filter.ranges) {
        const std::uint16_t first = range.first;
        const auto width = static_cast<std::uint16_t>(range.last - range.first);
        for (std::size_t i = 0; i < kStrip; ++i) {
          const auto above = static_cast<std::uint16_t>(slots[i] - first);
          in_any[i] = static_cast<std::uint16_t>(in_any[i] | (above <= width ? 1 : 0));
        }
      }
      for (std::size_t i = 0; i < kStrip; ++i) {
        in_all[i] = static_cast<std::uint16_t>(in_all[i] & in_any[i]);
      }
    }
    alignas(64) std::uint8_t flags[kStrip];
    for (std::size_t i = 0; i < kStrip; ++i) flags[i] = static_cast<std::uint8_t>(in_all[i]);
    for (std::size_t i = 0; i < kStrip; i += 64) keep[(strip + i) / 64] &= Bits(flags + i);
  }
}

CASELOAD_EACH_PROCESSOR
void Join(const std::uint64_t* slice, std::uint64_t* into) {
  for (std::size_t i = 0; i < kBlockWords; ++i) into[i] |= slice[i];
}

CASELOAD_EACH_PROCESSOR
void Keep(const std::uint64_t* slice, std::uint64_t* into) {
  for (std::size_t i = 0; i < kBlockWords; ++i) into[i] &= slice[i];
}

CASELOAD_EACH_PROCESSOR
std::uint64_t CountBoth(const std::uint64_t* keep, const std::uint64_t* slice) {
  // Bytes hold at most 8 a word and 8 words: 64, far from overflowing.
  std::uint64_t lanes[kLanes] = {};
  for (std::size_t i = 0; i < kBlockWords; i += kLanes) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      std::uint64_t x = keep[i + lane] & slice[i + lane];
      x -= x >> 1 & 0x5555555555555555U;
      x = (x & 0x3333333333333333U) + (x >> 2 & 0x3333333333333333U);
      x = (x + (x >> 4)) & 0x0F0F0F0F0F0F0F0FU;
      lanes[lane] += x;
    }
  }
  std::uint64_t count = 0;
  for (std::uint64_t x : lanes) {
    x = (x & 0x00FF00FF00FF00FFU) + (x >> 8 & 0x00FF00FF00FF00FFU);
    count += x * 0x0001000100010001U >> 48;
  }
  return count;
}

bool Any(const std::uint64_t* keep) {
  std::uint64_t any = 0;
  for (std::size_t i = 0; i < kBlockWords; ++i) any |= keep[i];
  return any != 0;
}

CASELOAD_EACH_PROCESSOR
void CountFew(const std::uint16_t* slots, const std::uint64_t* keep, std::size_t few,
              std::uint64_t* counts) {
  for (std::size_t strip = 0; strip < kBlockCases; strip += kStrip) {
    // The slot where the case is kept, and one that nobody has where it is not.
    alignas(64) std::uint8_t kept[kStrip];
    for (std::size_t i = 0; i < kStrip; i += 8) {
      const std::uint64_t eight = keep[(strip + i) / 64] >> (i % 64) & 0xFF;
      // Spreads eight bits over eight bytes: each byte keeps its own bit, and any bit becomes 0xFF.
      const std::uint64_t own = eight * 0x0101010101010101U & 0x8040201008040201U;
      const std::uint64_t whole = ((own + 0x7F7F7F7F7F7F7F7FU) >> 7 & 0x0101010101010101U) * 0xFFU;
      std::memcpy(kept + i, &whole, sizeof whole);
    }
    alignas(64) std::uint8_t small[kStrip];
    for (std::size_t i = 0; i < kStrip; ++i) {
      small[i] = static_cast<std::uint8_t>(slots[strip + i] | static_cast<std::uint8_t>(~kept[i]));
    }
    for (std::size_t slot = 0; slot < few; ++slot) {
      const auto wanted = static_cast<std::uint8_t>(slot);
      std::uint8_t lanes[64] = {};
      for (std::size_t i = 0; i < kStrip; i += 64) {
        for (std::size_t lane = 0; lane < 64; ++lane) {
          lanes[lane] = static_cast<std::uint8_t>(lanes[lane] + (small[i + lane] == wanted));
        }
      }
      std::uint32_t sum = 0;
      for (const std::uint8_t lane : lanes) sum += lane;
      counts[slot] += sum;
    }
  }
}

void KeepListed(const std::uint16_t* slots, const std::uint8_t* listed, std::uint64_t* keep) {
  for (std::size_t word = 0; word < kBlockWords; ++word) {
    std::uint64_t kept = keep[word];
    for (std::uint64_t bits = kept; bits != 0; bits &= bits - 1) {
      const auto at = static_cast<std::size_t>(std::countr_zero(bits));
      if (listed[slots[word * 64 + at]] == 0) kept &= ~(std::uint64_t{1} << at);
    }
    keep[word] = kept;
  }
}

void CountMany(const std::uint16_t* slots, const std::uint64_t* keep, std::uint32_t* tables,
               std::size_t size) {
  std::uint32_t* const table[kTables] = {tables, tables + size, tables + 2 * size,
                                         tables + 3 * size};
  for (std::size_t word = 0; word < kBlockWords; ++word) {
    const std::uint16_t* at = slots + word * 64;
    std::uint64_t bits = keep[word];
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

}  // namespace caseload::mix
