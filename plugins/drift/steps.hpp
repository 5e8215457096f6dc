// SPDX-License-Identifier: Apache-2.0
// What came last before a step up, and what came again and again without one.
#pragma once

#include <caseload/rule.hpp>
#include <caseload/rule_clock.hpp>
#include <optional>
#include <set>

namespace drift {

using namespace caseload::rule;

inline bool IsOwnPlan(const caseload_span_row& row) {
  return row.kind == CASELOAD_SPAN_PROTECTION_PLAN &&
         (row.flags & CASELOAD_SPAN_OTHER_AUTHORITY) == 0;
}
inline bool IsCare(const caseload_span_row& row) { return row.kind == CASELOAD_SPAN_LOOKED_AFTER; }

// A change of placement or of legal status is no step: the step is where care began.
inline const caseload_span_row& FirstOf(const Case& facts, const caseload_span_row& period) {
  const auto* first = &period;
  const auto precedes = [&](const auto& row) {
    return row.kind == first->kind && row.end == first->start && row.start < first->start;
  };
  for (bool more = IsCare(period); more;) {
    const auto before = std::find_if(facts.spans().begin(), facts.spans().end(), precedes);
    more = before != facts.spans().end();
    if (more) first = &*before;
  }
  return *first;
}

// The nearest earlier event, and whether a nearer one may be missing.
struct Cause {
  Day on = CASELOAD_DAY_NOT_RECORDED;
  caseload_evidence row = {};
  bool unsure = false;
};

// A plan follows a referral; care follows a referral or a plan, whichever came last. A referral
// shortly before a step is how it was asked for, not what it waited for.
inline std::optional<Cause> CauseOf(const Case& facts, const caseload_span_row& step,
                                    int step_gap_days) {
  Cause cause;
  const auto consider = [&](Day on, Day before, caseload_evidence row) {
    if (!IsRecorded(on)) {
      cause.unsure = true;
    } else if (on < before && on >= cause.on) {
      cause.on = on;
      cause.row = row;
    }
  };
  for (const auto& row : facts.cases())
    consider(row.referred, step.start - step_gap_days, Referral(row));
  for (const auto& row : facts.spans()) {
    if (IsCare(step) && IsOwnPlan(row)) consider(row.start, step.start, Start(row));
  }
  if (!IsRecorded(cause.on)) return std::nullopt;
  cause.unsure = cause.unsure || !facts.HistoryReaches(cause.on);
  return cause;
}

// Days on which somebody turned to the authority about the child, within the last so many months.
struct Occasions {
  std::set<Day> days;
  int undated = 0;
  std::vector<caseload_evidence> because = {};
};

inline Occasions OccasionsOf(const Case& facts, int months, Findings& out) {
  Occasions occasions;
  const auto consider = [&](Day day, caseload_evidence row) {
    if (!IsRecorded(day)) {
      ++occasions.undated;
    } else if (WithinMonths(facts, day, months, out)) {
      occasions.days.insert(day);
    } else {
      return;
    }
    if (occasions.because.size() < CASELOAD_MOST_EVIDENCE) occasions.because.push_back(row);
  };
  for (const auto& row : facts.cases()) consider(row.referred, Referral(row));
  for (const auto& row : facts.events()) {
    if (row.kind == CASELOAD_EVENT_CONTACT) consider(row.day, That(row));
  }
  return occasions;
}

enum class Planned : std::uint8_t { kNo, kUnknown, kYes };

// Whether there was a plan or care on the day or after it.
inline Planned PlannedSince(const Case& facts, Day day) {
  auto planned = facts.HistoryReaches(day) ? Planned::kNo : Planned::kUnknown;
  for (const auto& row : facts.spans()) {
    if (!IsOwnPlan(row) && !IsCare(row) && row.kind != CASELOAD_SPAN_CIN_PLAN) continue;
    if (row.end > day || row.start >= day) return Planned::kYes;
    if (!IsRecorded(row.end)) planned = Planned::kUnknown;
  }
  return planned;
}

}  // namespace drift
