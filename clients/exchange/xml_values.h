// SPDX-License-Identifier: Apache-2.0
// Reads the values of returns: days, flags, numbers. Nothing is guessed.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace caseload::exchange::xml {

// Exactly YYYY-MM-DD, a real day, in the years the record accepts (1900 to 2199).
std::optional<std::chrono::sys_days> ParseDay(std::string_view text);
// 0, 1, true, false in any case: real returns hold all of them.
std::optional<bool> ParseFlag(std::string_view text);
std::optional<std::uint32_t> ParseCount(std::string_view text);
// A decimal number, not negative, without exponent.
std::optional<double> ParseAmount(std::string_view text);

// The text in parts of at most so many bytes, never within a character.
std::vector<std::string> Cut(std::string_view text, std::size_t bytes);
// For keys: a slash, a number sign or a percent sign in an identifier would make two keys look
// alike.
std::string Escaped(std::string_view identifier);

}  // namespace caseload::exchange::xml
