// SPDX-License-Identifier: Apache-2.0
// The visits of a child by day, and what makes them due.
#pragma once

#include <optional>
#include <vector>

#include "texts.hpp"

namespace visits {

using namespace caseload::rule;

enum class Answer : std::uint8_t { kUnknown, kNo, kYes };

inline Answer AnswerOf(std::uint16_t flags, int yes, int no) {
  if ((flags & yes) != 0) return Answer::kYes;
  return (flags & no) != 0 ? Answer::kNo : Answer::kUnknown;
}

// The visits of one day. Of two on a day, one on which the child was seen is what counts.
struct VisitDay {
  Day on = 0;
  int visits = 0;
  Answer seen = Answer::kNo;
  Answer alone = Answer::kNo;
  Answer bedroom = Answer::kNo;
  std::vector<const caseload_event_row*> rows = {};
};
struct Visits {
  std::vector<VisitDay> days;  // by day
  std::vector<const caseload_event_row*> undated;
};

inline void Merge(Answer& into, Answer said) {
  if (said == Answer::kYes || into == Answer::kYes) {
    into = Answer::kYes;
  } else if (said == Answer::kUnknown) {
    into = Answer::kUnknown;
  }
}

// All of the child's, whatever case they were recorded under.
inline Visits VisitsOf(const Case& facts) {
  Visits made;
  for (const auto& row : facts.events()) {
    if (row.kind != CASELOAD_EVENT_VISIT) continue;
    if (!IsRecorded(row.day)) {
      made.undated.push_back(&row);
      continue;
    }
    if (made.days.empty() || made.days.back().on != row.day) made.days.push_back({.on = row.day});
    auto& day = made.days.back();
    ++day.visits;
    day.rows.push_back(&row);
    const Answer seen = AnswerOf(row.flags, CASELOAD_EVENT_SEEN, CASELOAD_EVENT_NOT_SEEN);
    Merge(day.seen, seen);
    // Who was not seen was not seen alone either.
    Merge(day.alone, seen == Answer::kNo ? Answer::kNo
                                         : AnswerOf(row.flags, CASELOAD_EVENT_SEEN_ALONE,
                                                    CASELOAD_EVENT_NOT_SEEN_ALONE));
    Merge(day.bedroom,
          AnswerOf(row.flags, CASELOAD_EVENT_BEDROOM_SEEN, CASELOAD_EVENT_BEDROOM_NOT_SEEN));
  }
  return made;
}

// Whether a visit since the day may have been one that counts; adds those it is because of.
inline bool AddUnsure(const Visits& made, Day since, Answer VisitDay::*what,
                      std::vector<caseload_evidence>& because) {
  bool unsure = false;
  const auto add = [&](const caseload_event_row& row) {
    unsure = true;
    if (because.size() < CASELOAD_MOST_EVIDENCE) because.push_back(That(row));
  };
  for (const auto& day : made.days) {
    if (day.on < since || day.*what != Answer::kUnknown) continue;
    for (const auto* row : day.rows) add(*row);
  }
  for (const auto* row : made.undated) {
    if ((row->flags & CASELOAD_EVENT_NOT_SEEN) == 0) add(*row);
  }
  return unsure;
}

// The latest visits, back to the last one that counts.
struct LastVisits {
  int certain = 0;           // of the latest, in a row, that do not count
  int at_most = 0;           // if what is not recorded were a no
  bool interrupted = false;  // a visit on an unknown day may count, and may be the latest
  std::vector<caseload_evidence> because = {};          // those that are certain
  std::vector<caseload_evidence> because_at_most = {};  // all of them
};

inline LastVisits LastOf(const Visits& made, Day since, Answer VisitDay::*what, int yes, int no) {
  LastVisits last;
  const auto add = [](std::vector<caseload_evidence>& to, const caseload_event_row& visit) {
    if (to.size() < CASELOAD_MOST_EVIDENCE) to.push_back(That(visit));
  };
  bool in_a_row = true;
  for (auto day = made.days.rbegin(); day != made.days.rend(); ++day) {
    if (day->on < since || (*day).*what == Answer::kYes) break;
    in_a_row = in_a_row && (*day).*what == Answer::kNo;
    last.at_most += day->visits;
    if (in_a_row) last.certain += day->visits;
    for (const auto* visit : day->rows) {
      add(last.because_at_most, *visit);
      if (in_a_row) add(last.because, *visit);
    }
  }
  if (last.at_most == 0) return last;
  for (const auto* visit : made.undated) {
    const Answer said = AnswerOf(visit->flags, yes, no);
    if (said != Answer::kYes) ++last.at_most;
    last.interrupted = last.interrupted || said != Answer::kNo;
    add(last.because_at_most, *visit);
  }
  return last;
}

// Under what visits are due today, and from when the next one is counted.
struct Track {
  Kind kind = kPlan;
  std::string_view clock = {};
  Day began = 0;
  Day from = 0;  // the last day on which the child was seen, or the day it began
  std::vector<caseload_evidence> because = {};
  caseload_evidence began_with = {};
};

// The span of the kind that is open in the case and began last.
inline const caseload_span_row* OpenSpan(const Case& facts, std::uint16_t kind) {
  const caseload_span_row* open = nullptr;
  for (const auto& row : facts.spans()) {
    const bool own = row.case_id == facts.own().id;
    if (own && row.kind == kind && row.end == CASELOAD_DAY_NONE &&
        (row.flags & CASELOAD_SPAN_OTHER_AUTHORITY) == 0)
      open = &row;
  }
  return open;
}

inline Track TrackSince(const caseload_span_row& span, Kind kind, const Visits& made) {
  Track track{.kind = kind,
              .began = span.start,
              .from = span.start,
              .because = {Start(span)},
              .began_with = Start(span)};
  for (const auto& day : made.days) {
    if (day.seen != Answer::kYes || day.on < track.from || !IsRecorded(span.start)) continue;
    track.from = day.on;
    track.because = {That(*day.rows.front())};
  }
  return track;
}

// A protection plan asks for more visits than care does, and care for more than a plan of need.
inline std::optional<Track> TrackOf(const Case& facts, const Visits& made) {
  if (const auto* plan = OpenSpan(facts, CASELOAD_SPAN_PROTECTION_PLAN)) {
    auto track = TrackSince(*plan, kPlan, made);
    track.clock = "CP_VISIT";
    return track;
  }
  if (const auto* care = OpenSpan(facts, CASELOAD_SPAN_LOOKED_AFTER)) {
    const auto* placement = OpenSpan(facts, CASELOAD_SPAN_PLACEMENT);
    const auto& span = placement != nullptr ? *placement : *care;
    auto track = TrackSince(span, kCare, made);
    const bool visited = track.from > span.start || track.because.front().row != span.id;
    const bool first_year = !IsRecorded(span.start) || track.from < AddMonths(span.start, 12);
    track.clock = !visited ? "LAC_VISIT_1" : first_year ? "LAC_VISIT_N" : "LAC_VISIT_LATER";
    return track;
  }
  const auto* need = OpenSpan(facts, CASELOAD_SPAN_CIN_PLAN);
  if (need == nullptr) return std::nullopt;
  auto track = TrackSince(*need, kNeed, made);
  track.clock = "CIN_VISIT";
  return track;
}

}  // namespace visits
