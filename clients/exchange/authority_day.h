// SPDX-License-Identifier: Apache-2.0
// Days of the made-up authority: counted since 1970, written as YYYY-MM-DD.
#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <string>

namespace caseload::exchange {

using Day = std::int32_t;
inline constexpr Day kNoDay = std::numeric_limits<Day>::min();

inline Day AsDay(std::chrono::year_month_day date) {
  return static_cast<Day>(std::chrono::sys_days(date).time_since_epoch().count());
}

inline std::chrono::year_month_day AsDate(Day day) {
  return std::chrono::year_month_day(std::chrono::sys_days(std::chrono::days(day)));
}

// Empty for kNoDay.
inline std::string DayText(Day day) {
  if (day == kNoDay) return {};
  const auto date = AsDate(day);
  const auto digit = [](unsigned value) { return static_cast<char>('0' + value % 10); };
  const auto year = static_cast<unsigned>(static_cast<int>(date.year()));
  const auto month = static_cast<unsigned>(date.month());
  const auto of_month = static_cast<unsigned>(date.day());
  return {digit(year / 1000),
          digit(year / 100),
          digit(year / 10),
          digit(year),
          '-',
          digit(month / 10),
          digit(month),
          '-',
          digit(of_month / 10),
          digit(of_month)};
}

// 0 is Monday; 1970-01-01 was a Thursday.
inline int WeekdayOf(Day day) { return static_cast<int>(((day % 7) + 10) % 7); }

// The same day, or the Friday before a weekend: conferences are not held on weekends.
inline Day NotOnWeekend(Day day) {
  const int weekday = WeekdayOf(day);
  return weekday > 4 ? day - (weekday - 4) : day;
}

}  // namespace caseload::exchange
