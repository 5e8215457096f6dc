// SPDX-License-Identifier: Apache-2.0
// Date: a civil day without a clock or a zone, and the arithmetic of days and months.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace caseload {

// Days since 1970-01-01. Copied and compared; always a real day between kFirst and kLast.
struct Date {
  std::int32_t days = 0;
  friend auto operator<=>(const Date&, const Date&) = default;
};

constexpr Date operator+(Date date, std::int32_t days) { return {date.days + days}; }
constexpr Date operator-(Date date, std::int32_t days) { return {date.days - days}; }
constexpr std::int32_t operator-(Date later, Date earlier) { return later.days - earlier.days; }

// Columns use these for "no first day known" and "has not ended"; neither is a Date anybody typed.
inline constexpr std::int32_t kDayUnknown = std::numeric_limits<std::int32_t>::min();
inline constexpr std::int32_t kDayOpen = std::numeric_limits<std::int32_t>::max();

struct CivilDate {
  int year = 1970;
  int month = 1;
  int day = 1;
};

// Nothing when the text is not exactly YYYY-MM-DD, is no real day, or lies outside
// 1900-01-01..2199-12-31: a birth before 1900 or a plan after 2199 is a slip of the pen, not a
// fact.
std::optional<Date> ParseDate(std::string_view text);
std::optional<Date> MakeDate(CivilDate civil);
CivilDate Civil(Date date);
std::string FormatDate(Date date);

// The same day of the month, so many months on; clamped to the end of a shorter month (30 Nov + 3 =
// 28 Feb).
Date AddMonths(Date date, int months);
// Whole years from birth to the day, as birthdays are counted; a 29 February birthday falls on 1
// March.
int AgeInYears(Date born, Date on);
// 0 is Monday, 6 is Sunday.
int Weekday(Date date);

}  // namespace caseload
