// SPDX-License-Identifier: Apache-2.0
// Calendar: which days are worked, and counting in working days; it never guesses outside the years
// it knows.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"

namespace caseload::taxonomy {

struct Holiday {
  Date day;
  std::string name;
  std::string note;  // e.g. "substitute day"
};

// Immutable, thread-safe. A calendar that knows only late years makes every older clock wrong, so a
// question about a day outside known_from..known_until is ERROR_REASON_FIELDS_INVALID.
class Calendar {
 public:
  // More working days than any clock has: some forty years.
  static constexpr int kMostWorkingDays = 10'000;

  Calendar() = default;
  // Holidays in order, all within the known days; the loader sees to it.
  Calendar(std::vector<Holiday> holidays, Date known_from, Date known_until);

  bool Covers(Date day) const { return day >= known_from_ && day <= known_until_; }
  // Whether the day is known to be worked: false also outside the known years, where nothing is
  // known.
  bool IsWorkingDay(Date day) const;
  // Day 0 is `from`, whatever day it is; the next working day is day 1.
  Result<Date> AddWorkingDays(Date from, int working_days) const;
  // Working days after `from` up to and including `to`. `to` must not lie before `from`.
  Result<int> WorkingDaysBetween(Date from, Date to) const;

  Date known_from() const { return known_from_; }
  Date known_until() const { return known_until_; }
  std::span<const Holiday> holidays() const { return holidays_; }
  // The holidays of one year, in order; an error when not the whole year is known.
  Result<std::span<const Holiday>> HolidaysOf(int year) const;

 private:
  Error Unknown(const char* field) const;
  std::int32_t WorkedThrough(Date day) const;

  std::vector<Holiday> holidays_;
  Date known_from_{1};
  Date known_until_{0};
  // For each known day, how many working days there are from known_from up to and including it.
  std::vector<std::int32_t> worked_;
};

}  // namespace caseload::taxonomy
