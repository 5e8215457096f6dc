// SPDX-License-Identifier: Apache-2.0
// When a worker is next to be supervised, as far as the record can tell.
#pragma once

#include <caseload/rule_clock.hpp>
#include <optional>
#include <vector>

#include "settings.hpp"

namespace supervision {

using namespace caseload::rule;

struct Turn {
  std::optional<Day> from = {};            // last supervision, or the first day in post
  bool unsure = false;                     // there may be a later one on a day that is not recorded
  bool counted = true;                     // the clock table and the calendar tell a day
  Day due = CASELOAD_DAY_NONE;             // NONE: not before the return from an absence that lasts
  Day due_if_new = CASELOAD_DAY_NONE;      // where nobody recorded whether the worker is new
  std::optional<Day> absent_since = {};    // there is known to be none from this day on
  std::optional<Day> due_from_there = {};  // when it was due, counted from that day
  std::vector<caseload_evidence> because = {};
};

enum class Newness : std::uint8_t { kUnknown, kNo, kYes };

inline Newness NewnessOn(const caseload_worker_row& row, Day day, int new_weeks) {
  if ((row.flags & CASELOAD_WORKER_NEWLY_QUALIFIED) != 0) return Newness::kYes;
  if (!IsRecorded(row.start)) return Newness::kUnknown;
  return day < row.start + 7 * new_weeks ? Newness::kYes : Newness::kNo;
}

// Nobody is supervised while away: what falls due in an absence is due on the day of the return.
inline Day AfterAbsence(const Facts& facts, const caseload_worker_row& worker, Day due,
                        Turn& turn) {
  for (const auto& row : facts.absences()) {  // by their first day
    if (row.worker != worker.id || (IsRecorded(row.start) && row.start > due)) continue;
    // One that began before the last supervision and ended on an unknown day is over.
    if (!IsRecorded(row.end) && (!IsRecorded(row.start) || row.start >= *turn.from))
      turn.unsure = true;
    if (IsRecorded(row.end) && row.end > due) due = row.end;
  }
  return due;
}

inline bool IsOf(const caseload_event_row& row, const caseload_worker_row& worker) {
  return row.kind == CASELOAD_EVENT_SUPERVISION && row.worker == worker.id;
}

// The last supervision; of one whose day is not recorded nobody knows whether it was the last.
inline Turn LastOf(const Facts& facts, const caseload_worker_row& worker) {
  Turn turn{.because = {That(worker)}};
  if (IsRecorded(worker.start)) turn.from = worker.start;
  const caseload_event_row* last = nullptr;
  for (const auto& row : facts.events()) {
    if (!IsOf(row, worker)) continue;
    if (!IsRecorded(row.day)) {
      turn.unsure = true;
      if (turn.because.size() + 1 < CASELOAD_MOST_EVIDENCE) turn.because.push_back(That(row));
    } else if (!turn.from || row.day >= *turn.from) {
      turn.from = row.day;
      last = &row;
    }
  }
  if (last != nullptr) turn.because.push_back(That(*last));
  return turn;
}

inline std::string_view ClockFor(Newness newness) {
  return newness == Newness::kYes ? "SUP_WORKER_NEW" : "SUP_WORKER";
}

inline Turn TurnOf(const Facts& facts, const caseload_worker_row& worker, int new_weeks) {
  Turn turn = LastOf(facts, worker);
  if (!turn.from) return turn;
  const auto newness = NewnessOn(worker, *turn.from, new_weeks);
  const auto due = facts.DueBy(ClockFor(newness), *turn.from);
  turn.counted = due.has_value();
  if (!due) return turn;
  turn.due = AfterAbsence(facts, worker, *due, turn);
  const auto due_if_new = facts.DueBy("SUP_WORKER_NEW", *turn.from);
  if (newness == Newness::kUnknown && due_if_new)
    turn.due_if_new = AfterAbsence(facts, worker, *due_if_new, turn);
  const auto whole = facts.history_complete_from();
  if (!whole) return turn;
  turn.absent_since = std::max(*whole, *turn.from);
  // Who was new at the last supervision that is known need not have been by then.
  const auto there =
      facts.DueBy(ClockFor(NewnessOn(worker, *turn.absent_since, new_weeks)), *turn.absent_since);
  if (there) turn.due_from_there = Known(AfterAbsence(facts, worker, *there, turn));
  if (turn.unsure) turn.due_from_there = std::nullopt;
  return turn;
}

}  // namespace supervision
