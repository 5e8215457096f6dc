// SPDX-License-Identifier: Apache-2.0
// Chance that falls the same way everywhere: the library's distributions differ from one platform
// to the next.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace caseload::exchange {

// SplitMix64 (Steele, Lea, Flood 2014; public domain).
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t Next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  // From 0 up to, but not including, 1.
  double Part() { return static_cast<double>(Next() >> 11) * 0x1p-53; }
  bool Chance(double probability) { return Part() < probability; }
  // Both ends may fall; `last` is returned when it lies before `first`.
  std::int32_t Between(std::int32_t first, std::int32_t last) {
    if (last <= first) return last;
    const auto width = static_cast<std::uint64_t>(last - first) + 1;
    return first + static_cast<std::int32_t>(Next() % width);
  }
  std::size_t Below(std::size_t count) { return static_cast<std::size_t>(Next() % count); }

 private:
  std::uint64_t state_;
};

// Deals kinds by their weights as from a pack that is topped up for ever: what was dealt seldom
// comes sooner, so that shares come out as published in a small authority too, also when some deals
// are restricted.
class Deck {
 public:
  explicit Deck(std::vector<double> weights);
  // One of the kinds for which allowed is not false; an empty `allowed` allows all.
  std::size_t Deal(Dice& dice, std::span<const bool> allowed = {});
  // The kind was given without being dealt.
  void Count(std::size_t kind);
  std::size_t kinds() const { return weights_.size(); }

 private:
  std::vector<double> weights_;  // sum 1
  std::vector<double> dealt_;
  double count_ = 0;
};

}  // namespace caseload::exchange
