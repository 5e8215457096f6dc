// SPDX-License-Identifier: Apache-2.0
#include "working_days.h"

namespace census {

bool IsWeekend(Day day) {
  const std::chrono::weekday on{std::chrono::sys_days{std::chrono::days{day}}};
  return on == std::chrono::Saturday || on == std::chrono::Sunday;
}

Day MoreWorkingDaysBy(const caseload_reference& reference, Day from, int than) {
  // England has had fewer bank holidays in any quarter of a year; no limit here is longer.
  constexpr int kHolidaysAtMost = 8;
  const caseload::rule::Calendar calendar(reference);
  int known = 0;
  int weekdays = 0;  // outside of the calendar
  for (Day day = from + 1;; ++day) {
    if (const auto works = calendar.IsWorkingDay(day)) {
      known += *works ? 1 : 0;
    } else if (!IsWeekend(day)) {
      ++weekdays;
    }
    if (known + std::max(0, weekdays - kHolidaysAtMost) > than) return day;
  }
}

}  // namespace census
