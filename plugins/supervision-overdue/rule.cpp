// SPDX-License-Identifier: Apache-2.0
// Supervision overdue: whether somebody thinks with the worker about the work, and whether a
// manager looked at what changed a child's life.
#include <caseload/rule.hpp>
#include <caseload/rule_clock.hpp>

#include "workers.hpp"

namespace {

using namespace caseload::rule;
using namespace supervision;

class SupervisionOverdue {
 public:
  static constexpr About kAbout{
      .id = "caseload.supervision-overdue",
      .version = "1.0.0",
      .title = "Supervision of workers and of cases, and oversight by a manager",
      .basis =
          "The authority's clock table (supervision); supervision policies of "
          "Nottinghamshire, Walsall and Liverpool",
      .subjects = CASELOAD_SUBJECT_CHILD | CASELOAD_SUBJECT_WORKER | CASELOAD_SUBJECT_TEAM,
      .needs = CASELOAD_GROUP_CHILDREN | CASELOAD_GROUP_CASES | CASELOAD_GROUP_SPANS |
               CASELOAD_GROUP_EVENTS | CASELOAD_GROUP_WORKERS | CASELOAD_GROUP_ABSENCES};
  static constexpr auto& kTexts = supervision::kTexts;
  static constexpr auto& kParameters = supervision::kParameters;

  explicit SupervisionOverdue(const Settings& set)
      : due_days_(set.Int(kDueDays)),
        new_weeks_(set.Int(kNewWeeks)),
        oversight_days_(set.Int(kOversightDays)),
        oversight_months_(set.Int(kOversightMonths)) {}

  void evaluate(const Case& facts, Findings& out) const {
    switch (facts.subject_kind()) {
      case CASELOAD_SUBJECT_WORKER:
        LookAtTheWorker(facts, out);
        break;
      case CASELOAD_SUBJECT_TEAM:
        LookAtTheTeam(facts, out);
        break;
      default:
        LookAtTheChild(facts, out);
    }
  }

 private:
  void LookAtTheChild(const Case& facts, Findings& out) const {
    if (!facts.AboutACase() || facts.child().death != CASELOAD_DAY_NONE) return;
    if (!OpenOn(facts.own().referred, facts.own().closed, facts.as_of())) return;
    for (const auto& row : facts.spans()) {
      if (row.case_id != facts.own().id) continue;
      const bool own = (row.flags & CASELOAD_SPAN_OTHER_AUTHORITY) == 0;
      if (row.kind == CASELOAD_SPAN_PROTECTION_PLAN && own && row.end == CASELOAD_DAY_NONE)
        LookAtThePlan(facts, row, out);
      if (row.kind == CASELOAD_SPAN_SECTION47)
        LookForOversight(facts, row, kNoOversightEnquiry, out);
      if (row.kind == CASELOAD_SPAN_LOOKED_AFTER && !FollowsAnother(facts, row))
        LookForOversight(facts, row, kNoOversightCare, out);
      if (row.kind == CASELOAD_SPAN_MISSING) LookForOversight(facts, row, kNoOversightMissing, out);
    }
  }

  // A change of placement or of legal status goes on from the period that ended that day.
  static bool FollowsAnother(const Case& facts, const caseload_span_row& row) {
    return std::any_of(facts.spans().begin(), facts.spans().end(), [&](const auto& before) {
      return before.kind == CASELOAD_SPAN_LOOKED_AFTER && before.id != row.id &&
             Known(before.end) && before.end == row.start;
    });
  }

  // Days on which the case was discussed in supervision; decisions count as oversight as well.
  static bool Discusses(const Case& facts, const caseload_event_row& row, bool or_decides) {
    const bool kind = row.kind == CASELOAD_EVENT_SUPERVISION ||
                      (or_decides && row.kind == CASELOAD_EVENT_DECISION);
    return kind && row.case_id == facts.own().id;
  }

  void LookAtThePlan(const Case& facts, const caseload_span_row& plan, Findings& out) const {
    Finding found{.text = kCaseUnknown, .evidence = {Start(plan)}};
    Day from = plan.start;
    bool unsure = false;
    for (const auto& row : facts.events()) {
      if (!Discusses(facts, row, false)) continue;
      if (!IsRecorded(row.day)) {
        unsure = true;
        AddEvidence(found, That(row));
      } else if (row.day >= from) {
        from = row.day;
        found.evidence = {Start(plan), That(row)};
      }
    }
    if (!IsRecorded(from)) {
      out.Add(std::move(found));
      return;
    }
    const auto due = facts.DueBy("SUP_CASE", from);
    if (!due) {
      found.text = kNotCounted;
      out.Add(std::move(found));
      return;
    }
    const auto absent = unsure ? std::nullopt : AbsentSince(facts, from);
    Judge(facts, {*due, absent, absent ? facts.DueBy("SUP_CASE", *absent) : std::nullopt},
          {kCaseDue, kCaseOverdue}, std::move(found), out);
  }

  struct Clock {
    Day due;
    // From when there is known to be none, and when it was due if counted from there: where the
    // history begins later, so does what can be said to be overdue.
    std::optional<Day> absent_since;
    std::optional<Day> due_from_there;
  };
  struct Words {
    std::uint32_t due;
    std::uint32_t overdue;
  };
  // The finding says that it cannot be told, unless it can.
  void Judge(const Facts& facts, const Clock& clock, const Words& words, Finding found,
             Findings& out) const {
    const auto standing = StandingOf(facts, clock.due, due_days_, out);
    if (standing == Standing::kQuiet) return;
    const Day today = facts.as_of();
    if (standing == Standing::kDueSoon) {
      found.text = words.due;
      found.measure = clock.due - today;
      found.comparison = CASELOAD_OPERATOR_AT_MOST;
      found.threshold = due_days_;
      found.values = {clock.due};
    } else if (clock.due_from_there && today > *clock.due_from_there) {
      found.text = words.overdue;
      found.measure = today - *clock.absent_since;
      found.comparison = CASELOAD_OPERATOR_MORE;
      found.threshold = *clock.due_from_there - *clock.absent_since;
      found.values = {*clock.due_from_there};
    } else {
      if (clock.due_from_there) out.LookAgainOn(*clock.due_from_there + 1);
      out.Add(std::move(found));
      return;
    }
    AddCounting(facts, std::move(found), out);
  }

  void LookForOversight(const Case& facts, const caseload_span_row& row, std::uint32_t text,
                        Findings& out) const {
    Finding found{.text = text, .evidence = {Start(row)}};
    if (!IsRecorded(row.start)) {
      if (row.end != CASELOAD_DAY_NONE) return;
      found.text = kOversightUnknown;
      out.Add(std::move(found));
      return;
    }
    if (!WithinMonths(facts, row.start, oversight_months_, out)) return;
    bool unsure = !facts.HistoryReaches(row.start);
    for (const auto& event : facts.events()) {
      if (!Discusses(facts, event, true)) continue;
      if (IsRecorded(event.day) && event.day >= row.start) return;
      if (IsRecorded(event.day)) continue;
      unsure = true;
      AddEvidence(found, That(event));
    }
    const auto due = facts.calendar().AddWorkingDays(row.start, oversight_days_);
    if (due && facts.as_of() <= *due) {
      out.LookAgainOn(*due + 1);
      return;
    }
    if (!due) {
      found.text = kNotCounted;
    } else if (unsure) {
      found.text = kOversightUnknown;
    } else {
      found.threshold = oversight_days_;
      found.values = {row.start};
    }
    out.Add(std::move(found));
  }

  void LookAtTheWorker(const Facts& facts, Findings& out) const {
    for (const auto& worker : facts.workers()) {
      if (worker.id != facts.subject() || worker.end != CASELOAD_DAY_NONE) continue;
      const Turn turn = TurnOf(facts, worker, new_weeks_);
      Finding found{.text = kWorkerUnknown, .evidence = turn.because};
      if (!turn.from || !turn.counted) {
        found.text = turn.from ? kNotCounted : kWorkerUnknown;
        out.Add(std::move(found));
        continue;
      }
      // An absence that lasts has no day of return yet.
      if (turn.due == CASELOAD_DAY_NONE) continue;
      LookWhetherNew(facts, turn, out);
      Judge(facts, {turn.due, turn.absent_since, turn.due_from_there}, {kWorkerDue, kWorkerOverdue},
            std::move(found), out);
    }
  }

  // Told only between the two days: before, nobody is late; after, everybody is.
  static void LookWhetherNew(const Facts& facts, const Turn& turn, Findings& out) {
    if (turn.due_if_new == CASELOAD_DAY_NONE || facts.as_of() > turn.due) return;
    if (facts.as_of() <= turn.due_if_new) {
      out.LookAgainOn(turn.due_if_new + 1);
      return;
    }
    out.LookAgainOn(turn.due + 1);
    out.Add({.text = kNewnessUnknown, .values = {turn.due_if_new}, .evidence = turn.because});
  }

  // How many, not who: a list of names by days overdue would be a ranking.
  void LookAtTheTeam(const Facts& facts, Findings& out) const {
    Finding overdue{.text = kTeamOverdue, .comparison = CASELOAD_OPERATOR_AT_LEAST, .threshold = 1};
    Finding unknown{.text = kTeamUnknown};
    int late = 0;
    int unsure = 0;
    for (const auto& worker : facts.workers()) {
      if (worker.team != facts.subject() || worker.end != CASELOAD_DAY_NONE) continue;
      const Turn turn = TurnOf(facts, worker, new_weeks_);
      const bool counts = turn.from && turn.counted;
      if (counts && turn.due == CASELOAD_DAY_NONE) continue;
      if (counts && facts.as_of() <= turn.due) {
        out.LookAgainOn(turn.due + 1);
        continue;
      }
      const bool told = counts && turn.due_from_there && facts.as_of() > *turn.due_from_there;
      if (counts && turn.due_from_there && !told) out.LookAgainOn(*turn.due_from_there + 1);
      ++(told ? late : unsure);
      AddEvidence(told ? overdue : unknown, That(worker));
    }
    overdue.measure = late;
    unknown.measure = unsure;
    if (late > 0) out.Add(std::move(overdue));
    if (unsure > 0) out.Add(std::move(unknown));
  }

  int due_days_;
  int new_weeks_;
  int oversight_days_;
  int oversight_months_;
};

}  // namespace

CASELOAD_RULE(SupervisionOverdue);
