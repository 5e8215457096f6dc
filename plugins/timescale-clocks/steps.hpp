// SPDX-License-Identifier: Apache-2.0
// What has a limit in one case, from when it ran, and when it was done.
#pragma once

#include <optional>
#include <vector>

#include "clocks.hpp"

namespace timescale {

using namespace caseload::rule;

struct Step {
  Clock clock = kDecision;
  Day from = 0;                  // may be a day that is not recorded
  std::optional<Day> done = {};  // may be a day that is not recorded; nothing: not done
  bool runs = true;              // not done, it is still to be done
  bool unsure = false;           // not done as far as can be told from what is recorded
  std::vector<caseload_evidence> because = {};
};
using Steps = std::vector<Step>;

inline bool Has(std::uint16_t flags, int flag) { return (flags & flag) != 0; }

// Events of one kind in the case, those of an unknown day first.
inline std::vector<const caseload_event_row*> EventsOf(const Case& facts, std::uint16_t kind) {
  std::vector<const caseload_event_row*> events;
  for (const auto& row : facts.events()) {
    if (row.kind == kind && row.case_id == facts.own().id) events.push_back(&row);
  }
  return events;
}
inline std::vector<const caseload_span_row*> SpansOf(const Case& facts, std::uint16_t kind) {
  std::vector<const caseload_span_row*> spans;
  for (const auto& row : facts.spans()) {
    if (row.kind == kind && row.case_id == facts.own().id) spans.push_back(&row);
  }
  return spans;
}

// A decision is recorded as such, or shows in what was begun after the referral.
inline void AddDecision(const Case& facts, Steps& steps) {
  const auto& own = facts.own();
  if ((own.flags & (CASELOAD_CASE_NO_FURTHER_ACTION | CASELOAD_CASE_TAKEN_ON)) != 0) return;
  Step step{.clock = kDecision, .from = own.referred, .because = {Referral(own)}};
  const auto consider = [&](std::uint32_t of, Day day, caseload_evidence row) {
    if (of != own.id || step.unsure) return;
    if (!IsRecorded(day)) step.unsure = true;
    if (day < own.referred || (step.done && *step.done <= day)) return;
    step.done = day;
    step.because = {Referral(own), row};
  };
  for (const auto& row : facts.spans()) consider(row.case_id, row.start, Start(row));
  for (const auto& row : facts.events()) {
    if (row.kind == CASELOAD_EVENT_DECISION || row.kind == CASELOAD_EVENT_STRATEGY_DISCUSSION)
      consider(row.case_id, row.day, That(row));
  }
  steps.push_back(std::move(step));
}

// The first assessment of a case runs from the referral as well; both clocks are in use.
inline void AddAssessments(const Case& facts, Steps& steps) {
  const auto& own = facts.own();
  const auto assessments = SpansOf(facts, CASELOAD_SPAN_ASSESSMENT);
  if (assessments.empty() && (own.flags & CASELOAD_CASE_TAKEN_ON) != 0) {
    steps.push_back(
        {.clock = kAssessmentFromReferral, .from = own.referred, .because = {Referral(own)}});
  }
  for (const auto* row : assessments) {
    Step step{.clock = kAssessment, .from = row->start, .because = {Start(*row)}};
    if (row->end != CASELOAD_DAY_NONE) {
      step.done = row->end;
      step.because.push_back(End(*row));
    }
    if (row == assessments.front()) {
      steps.push_back(step);
      steps.back().clock = kAssessmentFromReferral;
      steps.back().from = own.referred;
      steps.back().because.push_back(Referral(own));
    }
    steps.push_back(std::move(step));
  }
}

// The discussion that started the enquiry, of several the last one before it that decided so.
inline const caseload_event_row* DiscussionBefore(const Case& facts,
                                                  const caseload_span_row& enquiry) {
  const caseload_event_row* found = nullptr;
  for (const auto* row : EventsOf(facts, CASELOAD_EVENT_STRATEGY_DISCUSSION)) {
    if (IsRecorded(row->day) && row->day <= enquiry.start &&
        Has(row->flags, CASELOAD_EVENT_DECIDED))
      found = row;
  }
  return found;
}

inline Step Seen(const Case& facts, Step step, const caseload_span_row& enquiry) {
  step.clock = kEnquirySeen;
  step.runs = enquiry.end == CASELOAD_DAY_NONE;
  for (const auto* row : EventsOf(facts, CASELOAD_EVENT_VISIT)) {
    const bool after = !IsRecorded(row->day) || row->day >= step.from;
    if (!after || Has(row->flags, CASELOAD_EVENT_NOT_SEEN)) continue;
    if (!IsRecorded(row->day) || !Has(row->flags, CASELOAD_EVENT_SEEN)) {
      step.unsure = true;
    } else {
      step.done = row->day;
      step.because.push_back(That(*row));
      break;
    }
  }
  return step;
}

inline Step Conference(const Case& facts, Step step, const caseload_span_row& enquiry) {
  step.clock = kConference;
  step.runs =
      !Has(enquiry.flags, CASELOAD_SPAN_CONFERENCE_NOT_REQUIRED | CASELOAD_SPAN_NO_FURTHER_ACTION);
  // An enquiry that is over says whether there was to be a conference, or nobody knows.
  step.unsure =
      enquiry.end != CASELOAD_DAY_NONE && !Has(enquiry.flags, CASELOAD_SPAN_CONFERENCE_REQUIRED);
  if (enquiry.value != CASELOAD_VALUE_NOT_RECORDED) step.done = enquiry.value;
  for (const auto* row : EventsOf(facts, CASELOAD_EVENT_INITIAL_CONFERENCE)) {
    if (!IsRecorded(row->day)) step.unsure = true;
    if (!IsRecorded(row->day) || row->day < enquiry.start) continue;
    if (step.done && *step.done <= row->day) continue;
    step.done = row->day;
    step.because.push_back(That(*row));
  }
  return step;
}

inline void AddEnquiries(const Case& facts, Steps& steps) {
  for (const auto* row : SpansOf(facts, CASELOAD_SPAN_SECTION47)) {
    Step step{.from = row->start, .because = {Start(*row)}};
    const auto* discussion = DiscussionBefore(facts, *row);
    if (discussion != nullptr && IsRecorded(row->start)) {
      step.from = discussion->day;
      step.because.push_back(That(*discussion));
    }
    steps.push_back(Seen(facts, step, *row));
    steps.push_back(Conference(facts, std::move(step), *row));
  }
}

}  // namespace timescale
