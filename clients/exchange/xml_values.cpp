// SPDX-License-Identifier: Apache-2.0
// Values of returns, read strictly.
#include "exchange/xml_values.h"

#include <charconv>

namespace caseload::exchange::xml {

namespace {

bool Digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

template <class Number>
std::optional<Number> Parse(std::string_view text) {
  Number number{};
  const char* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || at != end) return std::nullopt;
  return number;
}

}  // namespace

std::optional<std::chrono::sys_days> ParseDay(std::string_view text) {
  constexpr std::size_t kLength = 10;
  if (text.size() != kLength || text[4] != '-' || text[7] != '-') return std::nullopt;
  const std::string_view year = text.substr(0, 4);
  const std::string_view month = text.substr(5, 2);
  const std::string_view day = text.substr(8, 2);
  if (!Digits(year) || !Digits(month) || !Digits(day)) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*Parse<int>(year)),
                                         std::chrono::month(*Parse<unsigned>(month)),
                                         std::chrono::day(*Parse<unsigned>(day))};
  constexpr std::chrono::year kFirst{1900};
  constexpr std::chrono::year kLast{2199};
  if (!date.ok() || date.year() < kFirst || date.year() > kLast) return std::nullopt;
  return std::chrono::sys_days(date);
}

std::optional<bool> ParseFlag(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  if (lower == "1" || lower == "true") return true;
  if (lower == "0" || lower == "false") return false;
  return std::nullopt;
}

std::optional<std::uint32_t> ParseCount(std::string_view text) {
  if (!Digits(text)) return std::nullopt;
  return Parse<std::uint32_t>(text);
}

std::optional<double> ParseAmount(std::string_view text) {
  if (text.find_first_not_of("0123456789.") != std::string_view::npos) return std::nullopt;
  return Parse<double>(text);
}

std::vector<std::string> Cut(std::string_view text, std::size_t bytes) {
  constexpr unsigned kContinuation = 0xC0;
  std::vector<std::string> parts;
  while (text.size() > bytes) {
    std::size_t end = bytes;
    while (end > 1 && (static_cast<unsigned char>(text[end]) & kContinuation) == 0x80) --end;
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  parts.emplace_back(text);
  return parts;
}

std::string Escaped(std::string_view identifier) {
  std::string out;
  for (const char c : identifier) {
    if (c == '/') {
      out += "%2F";
    } else if (c == '#') {
      out += "%23";
    } else if (c == '%') {
      out += "%25";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace caseload::exchange::xml
