// SPDX-License-Identifier: Apache-2.0
// What has to be done again and again while something lasts: core groups and reviews.
#pragma once

#include "steps.hpp"

namespace timescale {

// A time during which meetings fall due: a protection plan, or a period of being looked after that
// may be recorded as several episodes, each beginning on the day the one before it ended.
struct Period {
  Day start = 0;
  Day end = CASELOAD_DAY_NONE;
  std::vector<const caseload_span_row*> spans = {};
};

inline std::vector<Period> PeriodsOf(const Case& facts, std::uint16_t kind) {
  std::vector<Period> periods;
  for (const auto* row : SpansOf(facts, kind)) {
    if (Has(row->flags, CASELOAD_SPAN_OTHER_AUTHORITY)) continue;
    const bool follows = kind == CASELOAD_SPAN_LOOKED_AFTER && !periods.empty() &&
                         Known(periods.back().end) && row->start == periods.back().end;
    if (!follows) periods.push_back({.start = row->start});
    periods.back().end = row->end;
    periods.back().spans.push_back(row);
  }
  return periods;
}

// Meetings of one period by day, and whether there are some that may or may not belong to it.
struct Meetings {
  std::vector<const caseload_event_row*> held;
  Day unsure = CASELOAD_DAY_NOT_RECORDED;  // the last of them; CASELOAD_DAY_NONE: of unknown day
};

inline bool Holds(const Period& period, Day day) {
  return period.start <= day && (period.end == CASELOAD_DAY_NONE || day <= period.end);
}

// A review that does not say what it reviewed belongs to the only thing it can have reviewed.
inline Meetings MeetingsIn(const Case& facts, const Period& period, std::uint16_t kind,
                           const std::vector<Period>& others) {
  Meetings found;
  for (const auto* row : EventsOf(facts, kind)) {
    const auto belongs = [&](const Period& to) {
      return std::any_of(to.spans.begin(), to.spans.end(),
                         [&](const auto* span) { return span->id == row->span_id; });
    };
    if (row->span_id != 0 && !belongs(period)) continue;
    if (!IsRecorded(row->day)) {
      found.unsure = CASELOAD_DAY_NONE;
    } else if (row->span_id != 0) {
      found.held.push_back(row);
    } else if (Holds(period, row->day)) {
      const bool alone = std::none_of(others.begin(), others.end(),
                                      [&](const Period& other) { return Holds(other, row->day); });
      if (alone) found.held.push_back(row);
      if (!alone && found.unsure != CASELOAD_DAY_NONE) found.unsure = row->day;
    }
  }
  return found;
}

// The clocks of the first, the second and every later meeting of a period.
struct Turns {
  Clock first;
  Clock second;
  Clock later;
};

inline void AddMeetings(const Period& period, const Meetings& meetings, const Turns& turns,
                        Steps& steps) {
  Step step{.clock = turns.first, .from = period.start, .because = {Start(*period.spans.front())}};
  std::size_t count = 0;
  for (const auto* row : meetings.held) {
    if (IsRecorded(step.from) && row->day < step.from) continue;
    step.done = row->day;
    step.unsure = meetings.unsure > step.from;
    step.because.push_back(That(*row));
    steps.push_back(step);
    ++count;
    step = {.clock = count == 1 ? turns.second : turns.later,
            .from = row->day,
            .because = {That(*row)}};
  }
  step.runs = period.end == CASELOAD_DAY_NONE;
  step.unsure = meetings.unsure > step.from;
  steps.push_back(std::move(step));
}

inline void AddPlans(const Case& facts, Steps& steps) {
  const auto plans = PeriodsOf(facts, CASELOAD_SPAN_PROTECTION_PLAN);
  const auto care = PeriodsOf(facts, CASELOAD_SPAN_LOOKED_AFTER);
  for (const auto& plan : plans) {
    AddMeetings(plan, MeetingsIn(facts, plan, CASELOAD_EVENT_CORE_GROUP, {}),
                {kCoreGroupFirst, kCoreGroupNext, kCoreGroupNext}, steps);
    AddMeetings(plan, MeetingsIn(facts, plan, CASELOAD_EVENT_REVIEW, care),
                {kPlanReviewFirst, kPlanReviewNext, kPlanReviewNext}, steps);
  }
  for (const auto& period : care) {
    AddMeetings(period, MeetingsIn(facts, period, CASELOAD_EVENT_REVIEW, plans),
                {kCareReviewFirst, kCareReviewSecond, kCareReviewNext}, steps);
  }
}

inline Steps StepsOf(const Case& facts) {
  Steps steps;
  AddDecision(facts, steps);
  AddAssessments(facts, steps);
  AddEnquiries(facts, steps);
  AddPlans(facts, steps);
  return steps;
}

}  // namespace timescale
