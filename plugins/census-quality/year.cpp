// SPDX-License-Identifier: Apache-2.0
#include "year.h"

namespace census {

using caseload::rule::MakeDay;

int EndOfYear(Day day) {
  const std::chrono::year_month_day on{std::chrono::sys_days{std::chrono::days{day}}};
  const int year = static_cast<int>(on.year());
  return on.month() < std::chrono::April ? year : year + 1;
}

Year YearOf(const Set& set, Day as_of) {
  constexpr int kFirstRuleset = 2022;
  const bool derived = set.census_year == 0;
  const int ends = derived ? EndOfYear(as_of) : set.census_year;
  const Day last = MakeDay(ends, 3, 31);
  return {.first = MakeDay(ends - 1, 4, 1),
          .last = last,
          .ends = ends,
          .ruleset = std::max(kFirstRuleset, set.ruleset == 0 ? ends - 1 : set.ruleset),
          .derived = derived,
          .whole_record = set.whole_record != 0};
}

}  // namespace census
