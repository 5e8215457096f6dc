// SPDX-License-Identifier: Apache-2.0
// Year: which census year a question is about, and by which year's rules.
#pragma once

#include <caseload/rule.hpp>

namespace census {

using caseload::rule::Day;

struct Set {
  int census_year = 0;   // 0: that of the day asked about
  int ruleset = 0;       // 0: that of the census year
  int whole_record = 1;  // 1: a record that goes on; 0: one return and nothing else
};

struct Year {
  Day first;     // 1 April
  Day last;      // 31 March
  int ends;      // the calendar year of the last day
  int ruleset;   // 2022 for 2022/23
  bool derived;  // changes with the day asked about
  bool whole_record;

  bool Holds(Day day) const { return first <= day && day <= last; }
  // Whether the day is one that this year's return should not have: what lies before the year is
  // fine in a record that goes on from year to year.
  bool Misses(Day day) const { return day > last || (day < first && !whole_record); }
  // From when what began before the year should have been finished: a return is of its last day; in
  // a record that goes on there is time until then.
  Day AsksForTheEndFrom() const { return whole_record ? last : CASELOAD_DAY_NOT_RECORDED; }
};

// Rulesets before 2022/23 are not held, and read as that.
Year YearOf(const Set& set, Day as_of);
// The year in which the census year of the day ends.
int EndOfYear(Day day);

}  // namespace census
