// SPDX-License-Identifier: Apache-2.0
// Counts working days by running totals, so that a question costs no walk over the days.
#include "taxonomy/calendar.h"

#include <algorithm>
#include <utility>

namespace caseload::taxonomy {
namespace {

constexpr int kSaturday = 5;

bool Before(const Holiday& holiday, Date day) { return holiday.day < day; }

}  // namespace

Calendar::Calendar(std::vector<Holiday> holidays, Date known_from, Date known_until)
    : holidays_(std::move(holidays)), known_from_(known_from), known_until_(known_until) {
  auto holiday = holidays_.begin();
  std::int32_t worked = 0;
  for (Date day = known_from_; day <= known_until_; day = day + 1) {
    const bool is_holiday = holiday != holidays_.end() && holiday->day == day;
    if (is_holiday) ++holiday;
    if (!is_holiday && Weekday(day) < kSaturday) ++worked;
    worked_.push_back(worked);
  }
}

std::int32_t Calendar::WorkedThrough(Date day) const {
  return worked_[static_cast<std::size_t>(day - known_from_)];
}

Error Calendar::Unknown(const char* field) const {
  const std::string known =
      "bank holidays are known from " + FormatDate(known_from_) + " to " + FormatDate(known_until_);
  return {v1::ERROR_REASON_FIELDS_INVALID,
          "working days cannot be counted outside the years of the calendar: " + known,
          {{field, known}}};
}

bool Calendar::IsWorkingDay(Date day) const {
  if (!Covers(day)) return false;
  return WorkedThrough(day) - (day == known_from_ ? 0 : WorkedThrough(day - 1)) == 1;
}

Result<Date> Calendar::AddWorkingDays(Date from, int working_days) const {
  if (working_days < 0 || working_days > kMostWorkingDays) {
    const std::string limits = "must be from 0 to " + std::to_string(kMostWorkingDays);
    return Error{v1::ERROR_REASON_FIELDS_INVALID,
                 "the number of working days " + limits,
                 {{"working_days", limits}}};
  }
  if (!Covers(from)) return Unknown("from_on");
  if (working_days == 0) return from;
  const std::int32_t wanted = WorkedThrough(from) + working_days;
  const auto due = std::lower_bound(worked_.begin(), worked_.end(), wanted);
  if (due == worked_.end()) return Unknown("working_days");
  return known_from_ + static_cast<std::int32_t>(due - worked_.begin());
}

Result<int> Calendar::WorkingDaysBetween(Date from, Date to) const {
  if (!Covers(from)) return Unknown("from_on");
  if (!Covers(to)) return Unknown("to_on");
  if (to < from) {
    return Error{v1::ERROR_REASON_FIELDS_INVALID,
                 "the days to count between are the wrong way round",
                 {{"to_on", "lies before from_on"}}};
  }
  return WorkedThrough(to) - WorkedThrough(from);
}

Result<std::span<const Holiday>> Calendar::HolidaysOf(int year) const {
  const auto first = MakeDate({year, 1, 1});
  const auto last = MakeDate({year, 12, 31});
  if (!first || !last || !Covers(*first) || !Covers(*last)) return Unknown("year");
  const auto begin = std::lower_bound(holidays_.begin(), holidays_.end(), *first, Before);
  const auto end = std::lower_bound(begin, holidays_.end(), *last + 1, Before);
  return std::span<const Holiday>(begin, end);
}

}  // namespace caseload::taxonomy
