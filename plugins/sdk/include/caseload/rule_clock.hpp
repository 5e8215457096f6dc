// SPDX-License-Identifier: Apache-2.0
// Limits and windows as most rules need them: each asks to be looked at again on the first day on
// which what it says can change.
#pragma once

#include "caseload/rule_days.hpp"
#include "caseload/rule_findings.hpp"
#include "caseload/rule_subject.hpp"

namespace caseload::rule {

// How something stands that should happen by a day and has not.
enum class Standing : std::uint8_t { kQuiet, kDueSoon, kOverdue };

// Soon is the last so many days up to and including the day it is due.
inline Standing StandingOf(const Facts& facts, Day due, int soon_days, Findings& out) {
  const Day today = facts.as_of();
  if (today < due - soon_days) {
    out.LookAgainOn(due - soon_days);
    return Standing::kQuiet;
  }
  if (today <= due) out.LookAgainOn(due + 1);
  return today > due ? Standing::kOverdue : Standing::kDueSoon;
}

// A finding that counts days to or from today is another one tomorrow.
inline void AddCounting(const Facts& facts, Finding finding, Findings& out) {
  out.LookAgainOn(facts.as_of() + 1);
  out.Add(std::move(finding));
}

// Whole months from one day to another, as AddMonths counts them.
constexpr int WholeMonths(Day from, Day to) {
  const std::chrono::year_month_day first{std::chrono::sys_days{std::chrono::days{from}}};
  const std::chrono::year_month_day last{std::chrono::sys_days{std::chrono::days{to}}};
  int months = (static_cast<int>(last.year()) - static_cast<int>(first.year())) * 12 +
               static_cast<int>(static_cast<unsigned>(last.month())) -
               static_cast<int>(static_cast<unsigned>(first.month()));
  if (AddMonths(from, months) > to) --months;
  return months;
}

// Whether the day lies within the last so many months; the last day of the window counts.
inline bool WithinMonths(const Facts& facts, Day day, int months, Findings& out) {
  const Day last = AddMonths(day, months);
  if (facts.as_of() > last) return false;
  out.LookAgainOn(last + 1);
  return true;
}

// Whether an absent row says "none" for all of the last so many months.
inline bool WholeForMonths(const Case& facts, int months, Findings& out) {
  const auto whole = facts.history_complete_from();
  if (!whole) return false;
  if (facts.HistoryReaches(MakeDay(1900, 1, 1))) return true;
  const Day from_then_on = AddMonths(*whole, months) + 1;
  if (facts.as_of() >= from_then_on) return true;
  out.LookAgainOn(from_then_on);
  return false;
}

// From when what is not in the record is known not to have happened: the day, or the later one from
// which the history is whole. Nothing when nobody has said from when it is.
inline std::optional<Day> AbsentSince(const Case& facts, Day since) {
  if (facts.HistoryReaches(since)) return since;
  return facts.history_complete_from();
}

// Adds evidence as far as a finding may have it; the first rows are kept.
inline void AddEvidence(Finding& finding, caseload_evidence row) {
  if (finding.evidence.size() < CASELOAD_MOST_EVIDENCE) finding.evidence.push_back(row);
}

}  // namespace caseload::rule
