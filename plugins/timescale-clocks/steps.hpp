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
  bool unsure = false;           // it may have been done, or done earlier, on an unknown day
  std::vector<caseload_evidence> because = {};

  void Because(caseload_evidence row) {
    if (because.size() < CASELOAD_MOST_EVIDENCE) because.push_back(row);
  }
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
  std::vector<caseload_evidence> undated;
  const auto consider = [&](std::uint32_t of, Day day, caseload_evidence row) {
    if (of != own.id) return;
    if (!IsRecorded(day)) {
      step.unsure = true;
      undated.push_back(row);
    }
    if (day < own.referred || (step.done && *step.done <= day)) return;
    step.done = day;
    step.because = {Referral(own), row};
  };
  for (const auto& row : facts.spans()) consider(row.case_id, row.start, Start(row));
  for (const auto& row : facts.events()) {
    if (row.kind == CASELOAD_EVENT_DECISION || row.kind == CASELOAD_EVENT_STRATEGY_DISCUSSION)
      consider(row.case_id, row.day, That(row));
  }
  for (const auto& row : undated) step.Because(row);
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

// What was discussed by the time an earlier enquiry ended, or began where it goes on, led to that
// one.
inline Day EarliestDiscussionOf(const Case& facts, const caseload_span_row& enquiry) {
  Day earliest = CASELOAD_DAY_NOT_RECORDED;
  for (const auto* row : SpansOf(facts, CASELOAD_SPAN_SECTION47)) {
    if (!IsRecorded(row->start) || row->start >= enquiry.start) continue;
    earliest = std::max(earliest, row->start + 1);
    if (IsRecorded(row->end) && row->end <= enquiry.start) earliest = std::max(earliest, row->end);
  }
  return earliest;
}

// The last discussion that may have started the enquiry: none that decided not to.
inline const caseload_event_row* DiscussionBefore(const Case& facts,
                                                  const caseload_span_row& enquiry) {
  if (!IsRecorded(enquiry.start)) return nullptr;
  const Day earliest = EarliestDiscussionOf(facts, enquiry);
  const caseload_event_row* found = nullptr;
  for (const auto* row : EventsOf(facts, CASELOAD_EVENT_STRATEGY_DISCUSSION)) {
    if (IsRecorded(row->day) && row->day >= earliest && row->day <= enquiry.start &&
        !Has(row->flags, CASELOAD_EVENT_NOT_DECIDED))
      found = row;
  }
  return found;
}

// The child may have been seen between a discussion of unknown outcome and the enquiry.
inline Step Seen(const Case& facts, Step step, const caseload_span_row& enquiry,
                 const caseload_event_row* perhaps_from) {
  step.clock = kEnquirySeen;
  step.runs = enquiry.end == CASELOAD_DAY_NONE;
  for (const auto* row : EventsOf(facts, CASELOAD_EVENT_VISIT)) {
    if (Has(row->flags, CASELOAD_EVENT_NOT_SEEN)) continue;
    const bool dated = IsRecorded(row->day);
    const bool before = dated && row->day < step.from;
    if (before && (perhaps_from == nullptr || row->day < perhaps_from->day)) continue;
    if (before || !dated || !Has(row->flags, CASELOAD_EVENT_SEEN)) {
      step.unsure = true;
      if (before) step.because.push_back(That(*perhaps_from));
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
  if (enquiry.value != CASELOAD_VALUE_NOT_RECORDED) step.done = enquiry.value;
  for (const auto* row : EventsOf(facts, CASELOAD_EVENT_INITIAL_CONFERENCE)) {
    if (!IsRecorded(row->day)) step.unsure = true;
    if (!IsRecorded(row->day) || row->day < enquiry.start) continue;
    if (step.done && *step.done <= row->day) continue;
    step.done = row->day;
    step.because.push_back(That(*row));
  }
  // An enquiry that is over says whether there was to be a conference, or nobody knows.
  if (!step.done && enquiry.end != CASELOAD_DAY_NONE &&
      !Has(enquiry.flags, CASELOAD_SPAN_CONFERENCE_REQUIRED))
    step.unsure = true;
  return step;
}

inline void AddEnquiries(const Case& facts, Steps& steps) {
  for (const auto* row : SpansOf(facts, CASELOAD_SPAN_SECTION47)) {
    Step step{.from = row->start, .because = {Start(*row)}};
    const auto* discussion = DiscussionBefore(facts, *row);
    const auto* perhaps_from = discussion;
    // Where it is not recorded what was decided, the clock runs from the enquiry.
    if (discussion != nullptr && Has(discussion->flags, CASELOAD_EVENT_DECIDED)) {
      step.from = discussion->day;
      step.because.push_back(That(*discussion));
      perhaps_from = nullptr;
    }
    steps.push_back(Seen(facts, step, *row, perhaps_from));
    steps.push_back(Conference(facts, std::move(step), *row));
  }
}

}  // namespace timescale
