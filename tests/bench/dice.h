// SPDX-License-Identifier: Apache-2.0
// Dice: the same throws for the same seed, on every machine; cheap enough to throw within a call
// that is measured.
#pragma once

#include <cstddef>
#include <cstdint>

namespace caseload::bench {

// SplitMix64.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t Throw() {
    std::uint64_t mixed = (state_ += 0x9E3779B97F4A7C15);
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
    return mixed ^ (mixed >> 31);
  }
  // 0 to sides - 1.
  std::size_t Of(std::size_t sides) { return static_cast<std::size_t>(Throw() % sides); }
  bool Percent(unsigned share) { return Throw() % 100 < share; }

 private:
  std::uint64_t state_;
};

}  // namespace caseload::bench
