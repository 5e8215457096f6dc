// SPDX-License-Identifier: Apache-2.0
// Since when nobody holds the case that was asked about.
#pragma once

#include <caseload/rule.hpp>
#include <caseload/rule_clock.hpp>
#include <optional>
#include <vector>

namespace drift {

using namespace caseload::rule;

struct Unheld {
  Day since = CASELOAD_DAY_NOT_RECORDED;  // the last day on which somebody held it, or the referral
  bool unsure = false;                    // somebody may have held it after that, or may hold it
  std::vector<caseload_evidence> because = {};
};

// Nothing while a worker holds it, and where nobody can know. Somebody beside the one who holds the
// case does not hold it, and neither does a team in which nobody does.
inline std::optional<Unheld> UnheldOf(const Case& facts) {
  const auto& own = facts.own();
  Unheld unheld{.since = own.referred};
  caseload_evidence last = Referral(own);
  bool any_recorded = false;
  for (const auto& row : facts.allocations()) {
    // Of another case of the child; where the source names no case it may well be this one.
    if (row.case_id != own.id && row.case_id != 0) continue;
    any_recorded = true;
    const bool holds = row.kind == CASELOAD_ALLOCATION_KEY_WORKER && row.worker != 0;
    if (holds && row.end == CASELOAD_DAY_NONE) return std::nullopt;
    if (holds && IsRecorded(row.end) && row.end >= unheld.since) {
      unheld.since = row.end;
      last = End(row);
    } else if (holds && !IsRecorded(row.end)) {
      unheld.unsure = true;
      unheld.because.push_back(Start(row));
    } else if (!holds && row.end == CASELOAD_DAY_NONE) {
      unheld.because.push_back(Start(row));
    }
  }
  unheld.because.insert(unheld.because.begin(), last);
  const auto absent = AbsentSince(facts, unheld.since);
  if (absent) {
    unheld.unsure = unheld.unsure || !IsRecorded(unheld.since);
    unheld.since = *absent;
  } else if (!any_recorded || !IsRecorded(unheld.since)) {
    return std::nullopt;
  } else {
    unheld.unsure = true;
  }
  return unheld;
}

// Working days since then, as far as the calendar knows them: outside of it none is counted.
struct WorkingDays {
  int passed = 0;
  std::optional<Day> next;  // the day on which it is one more
};
inline WorkingDays WorkingDaysSince(const Facts& facts, Day since) {
  const auto& reference = facts.reference();
  const auto days = static_cast<Day>(reference.calendar_days);
  const Calendar calendar(reference);
  const Day from = std::max(since, reference.calendar_first);
  const Day to = std::min(facts.as_of(), reference.calendar_first + days - 1);
  WorkingDays counted{.passed = calendar.WorkingDaysBetween(from, to).value_or(0), .next = {}};
  counted.next = calendar.AddWorkingDays(from, counted.passed + 1);
  return counted;
}

}  // namespace drift
