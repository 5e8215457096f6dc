// SPDX-License-Identifier: Apache-2.0
// Ids: opaque, flat, time-ordered, never reused; they say nothing about the person they stand for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace caseload {

// Makes ids of 26 characters (Crockford base 32 over 48 bits of milliseconds and 80 random bits),
// strictly rising within one maker. Not thread-safe: each maker belongs to one thread.
class IdMaker {
 public:
  // The seed is for tests that need the same ids again; 0 takes randomness from the system.
  explicit IdMaker(std::uint64_t seed = 0);
  std::string Next(Instant now);

 private:
  std::uint64_t state_[2];
  std::uint64_t last_millis_ = 0;
  std::uint64_t low_ = 0;
  std::uint32_t high_ = 0;
  std::uint64_t Random();
};

// 26 characters of the alphabet: what an id must look like before it is looked up.
bool LooksLikeId(std::string_view text);

// SHA-256 as 64 lower-case hex digits.
std::string Sha256Hex(std::string_view bytes);
// SHA-256 as 32 raw bytes.
std::string Sha256(std::string_view bytes);

}  // namespace caseload
