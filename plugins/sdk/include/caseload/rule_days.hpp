// SPDX-License-Identifier: Apache-2.0
// Days, months, working days and clocks as a rule counts them: the arithmetic is defined here once,
// so that no two rules differ.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "caseload/rule_reference.h"

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

// Whole years from birth to the day, as birthdays are counted; a 29 February birthday falls on 1
// March.
constexpr int AgeInYears(Day born, Day on) {
  const std::chrono::year_month_day birth{std::chrono::sys_days{std::chrono::days{born}}};
  const std::chrono::year_month_day then{std::chrono::sys_days{std::chrono::days{on}}};
  const int years = static_cast<int>(then.year()) - static_cast<int>(birth.year());
  const bool had_birthday =
      then.month() > birth.month() || (then.month() == birth.month() && then.day() >= birth.day());
  return had_birthday ? years : years - 1;
}

// Begun by the day and not ended by it: what ended on the day no longer counts. A start that was
// not recorded counts as begun long ago.
constexpr bool OpenOn(Day start, Day end, Day day) { return start <= day && end > day; }

// A pregnancy of 40 weeks: before this many days to the birth there can be no record of a child.
inline constexpr int kPregnancyDays = 280;

// Working days of the authority's calendar. Outside of it nothing is known, and nothing is said.
class Calendar {
 public:
  explicit Calendar(const caseload_reference& reference) : reference_(reference) {}

  bool Covers(Day day) const {
    return day >= reference_.calendar_first &&
           day - reference_.calendar_first < static_cast<Day>(reference_.calendar_days);
  }
  std::optional<bool> IsWorkingDay(Day day) const {
    if (!Covers(day)) return std::nullopt;
    const auto at = static_cast<std::uint32_t>(day - reference_.calendar_first);
    return (reference_.days_off[at / 8] >> (at % 8) & 1) == 0;
  }
  // Day 0 is `from`, whatever day it is; the next working day is day 1.
  std::optional<Day> AddWorkingDays(Day from, int working_days) const {
    if (!Covers(from)) return std::nullopt;
    for (Day day = from; working_days >= 0; ++day) {
      if (working_days == 0) return day;
      const auto works = IsWorkingDay(day + 1);
      if (!works) return std::nullopt;
      if (*works) --working_days;
    }
    return std::nullopt;
  }
  // Working days after `from` up to and including `to`; nothing when `to` lies before `from`.
  std::optional<int> WorkingDaysBetween(Day from, Day to) const {
    if (!Covers(from) || !Covers(to) || to < from) return std::nullopt;
    int count = 0;
    for (Day day = from + 1; day <= to; ++day) count += IsWorkingDay(day).value_or(false) ? 1 : 0;
    return count;
  }

 private:
  const caseload_reference& reference_;
};

// The authority's clock of this name that holds on the day; null when there is none.
inline const caseload_clock_row* ClockOn(const caseload_reference& reference, std::string_view name,
                                         Day day) {
  for (std::uint64_t i = 0; i < reference.clock_count; ++i) {
    const auto& clock = reference.clocks[i];
    const bool holds = clock.valid_from <= day && day <= clock.valid_until;
    if (holds && std::string_view(clock.name.ptr, clock.name.len) == name) return &clock;
  }
  return nullptr;
}

// The last day of what began on `from`. Nothing for hours, which days cannot tell, and outside of
// the calendar.
inline std::optional<Day> DueOn(const caseload_reference& reference,
                                const caseload_clock_row& clock, Day from) {
  const int limit = clock.inclusive != 0 ? clock.limit - 1 : clock.limit;
  switch (clock.unit) {
    case CASELOAD_UNIT_WORKING_DAY:
      return Calendar(reference).AddWorkingDays(from, limit);
    case CASELOAD_UNIT_DAY:
      return from + limit;
    case CASELOAD_UNIT_WEEK:
      return from + 7 * clock.limit - (clock.inclusive != 0 ? 1 : 0);
    case CASELOAD_UNIT_MONTH:
      return AddMonths(from, clock.limit) - (clock.inclusive != 0 ? 1 : 0);
    default:
      return std::nullopt;
  }
}

}  // namespace caseload::rule
