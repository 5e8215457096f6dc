// SPDX-License-Identifier: Apache-2.0
// Days and months as a rule counts them: the calendar arithmetic is defined here once, so that no
// two rules differ.
#pragma once

#include <chrono>
#include <optional>

#include "caseload/rule.h"

namespace caseload::rule {

using Day = caseload_day;

// Nothing when the day is not recorded or there is none; ask IsRecorded when the difference
// matters.
constexpr std::optional<Day> Known(Day day) {
  if (day == CASELOAD_DAY_NOT_RECORDED || day == CASELOAD_DAY_NONE) return std::nullopt;
  return day;
}
constexpr bool IsRecorded(Day day) { return day != CASELOAD_DAY_NOT_RECORDED; }

constexpr Day MakeDay(int year, unsigned month, unsigned day) {
  const std::chrono::sys_days date =
      std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day};
  return static_cast<Day>(date.time_since_epoch().count());
}

// The same day of the month, so many months on; clamped to the end of a shorter month (30 Nov + 3 =
// 28 or 29 Feb).
constexpr Day AddMonths(Day day, int months) {
  const std::chrono::year_month_day from{std::chrono::sys_days{std::chrono::days{day}}};
  auto moved = from + std::chrono::months{months};
  if (!moved.ok()) moved = moved.year() / moved.month() / std::chrono::last;
  return static_cast<Day>(std::chrono::sys_days{moved}.time_since_epoch().count());
}

// Begun by the day and not ended by it: what ended on the day no longer counts. A start that was
// not recorded counts as begun long ago.
constexpr bool OpenOn(Day start, Day end, Day day) { return start <= day && end > day; }

// A pregnancy of 40 weeks: before this many days to the birth there can be no record of a child.
inline constexpr int kPregnancyDays = 280;

}  // namespace caseload::rule
