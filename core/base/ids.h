// SPDX-License-Identifier: Apache-2.0
// Ids: opaque, flat, time-ordered, never reused; they say nothing about the person they stand for.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace caseload {

// Makes ids of 13 characters: Crockford base 32 over 42 bits of milliseconds and 21 random bits,
// strictly rising within one maker. Not thread-safe: each maker belongs to one thread. The store
// refuses a second record of one id, so two makers that meet do no harm.
class IdMaker {
 public:
  // The seed is for tests that need the same ids again; 0 takes randomness from the system.
  explicit IdMaker(std::uint64_t seed = 0);
  std::string Next(Instant now);

 private:
  std::uint64_t state_[2];
  std::int64_t last_ = 0;
  std::uint64_t Random();
};

// What an id looks like; it need not have been given out.
bool LooksLikeId(std::string_view text);

inline constexpr std::size_t kIdLength = 13;

// An id as the number that it is, from 0 to 2^63 - 1, in the order of the texts; nothing for what
// does not look like an id.
std::optional<std::int64_t> IdValue(std::string_view id);

// The id of the value, which must not be negative.
class IdText {
 public:
  explicit IdText(std::int64_t value);
  std::string_view view() const { return {text_.data(), text_.size()}; }
  std::string string() const { return std::string(view()); }

 private:
  std::array<char, kIdLength> text_;
};

// SHA-256 as 64 lower-case hex digits.
std::string Sha256Hex(std::string_view bytes);
// SHA-256 as 32 raw bytes; of several parts, as of one text of them all.
std::string Sha256(std::string_view bytes);
std::string Sha256(std::initializer_list<std::string_view> parts);

}  // namespace caseload
