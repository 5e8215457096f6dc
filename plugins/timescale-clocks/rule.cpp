// SPDX-License-Identifier: Apache-2.0
// Timescale clocks: what is due, what is overdue, and what was late, by the authority's own clock
// table.
#include <caseload/rule.hpp>
#include <caseload/rule_clock.hpp>

#include "meetings.hpp"

namespace {

using namespace caseload::rule;
using namespace timescale;

class TimescaleClocks {
 public:
  static constexpr About kAbout{
      .id = "caseload.timescale-clocks",
      .version = "1.0.0",
      .title = "What is due, overdue or was late",
      .basis = "The authority's clock table: law, guidance and local practice, as each clock says",
      .needs = CASELOAD_GROUP_CHILDREN | CASELOAD_GROUP_CASES | CASELOAD_GROUP_SPANS |
               CASELOAD_GROUP_EVENTS};
  static constexpr auto& kTexts = timescale::kTexts;

  enum ParameterOf : std::uint32_t { kDueDays, kLateDays };
  static constexpr std::array kParameters{
      Parameter({.name = "due_days",
                 .title = "How many days before the last day something is said to be due",
                 .unit = "days",
                 .basis = "Local practice; 0: on the last day only"},
                7, 0, 60),
      Parameter({.name = "late_days",
                 .title = "For how many days what was done late is still told",
                 .unit = "days",
                 .basis = "Local practice; 0: on the day itself only"},
                90, 0, 3650)};

  explicit TimescaleClocks(const Settings& set)
      : due_days_(set.Int(kDueDays)), late_days_(set.Int(kLateDays)) {}

  void evaluate(const Case& facts, Findings& out) const {
    if (!facts.AboutACase()) return;
    for (const auto& step : StepsOf(facts)) Judge(facts, step, out);
  }

 private:
  void Judge(const Case& facts, const Step& step, Findings& out) const {
    const bool over = !OpenOn(facts.own().referred, facts.own().closed, facts.as_of()) ||
                      facts.child().death != CASELOAD_DAY_NONE;
    if (!step.done && (over || !step.runs)) return;
    if (!IsRecorded(step.from) || (step.done && !IsRecorded(*step.done))) {
      // What was ended on an unknown day is history; what goes on is not.
      if (!over) out.Add({.text = kDayMissing, .evidence = step.because});
      return;
    }
    const auto due = facts.DueBy(kNames[step.clock], step.from);
    if (!due) {
      if (!over && !step.done) out.Add({.text = kNotCounted, .evidence = step.because});
    } else if (step.done) {
      SayWhetherLate(facts, step, *due, out);
    } else {
      SayWhatIsLeft(facts, step, *due, out);
    }
  }

  void SayWhetherLate(const Case& facts, const Step& step, Day due, Findings& out) const {
    if (*step.done <= due || facts.as_of() > *step.done + late_days_) return;
    out.LookAgainOn(*step.done + late_days_ + 1);
    // What was recorded without its day may have been in time.
    if (step.unsure) {
      out.Add({.text = TextOf(step.clock, kUnknown), .values = {due}, .evidence = step.because});
      return;
    }
    out.Add({.text = TextOf(step.clock, kLate),
             .measure = *step.done - step.from,
             .comparison = CASELOAD_OPERATOR_MORE,
             .threshold = due - step.from,
             .evidence = step.because});
  }

  void SayWhatIsLeft(const Case& facts, const Step& step, Day due, Findings& out) const {
    const Day today = facts.as_of();
    const auto standing = StandingOf(facts, due, due_days_, out);
    if (standing == Standing::kQuiet) return;
    if (step.unsure || !facts.HistoryReaches(step.from)) {
      if (!SayWhatIsOverdueSince(facts, step, out))
        out.Add({.text = TextOf(step.clock, kUnknown), .values = {due}, .evidence = step.because});
    } else if (standing == Standing::kOverdue) {
      AddCounting(facts,
                  {.text = TextOf(step.clock, kOverdue),
                   .measure = today - step.from,
                   .comparison = CASELOAD_OPERATOR_MORE,
                   .threshold = due - step.from,
                   .values = {due},
                   .evidence = step.because},
                  out);
    } else {
      AddCounting(facts,
                  {.text = TextOf(step.clock, kDue),
                   .measure = due - today,
                   .comparison = CASELOAD_OPERATOR_AT_MOST,
                   .threshold = due_days_,
                   .values = {due},
                   .evidence = step.because},
                  out);
    }
  }

  // Where the history begins later, so does what can be said to be overdue: nobody met since then.
  static bool SayWhatIsOverdueSince(const Case& facts, const Step& step, Findings& out) {
    const auto later = LaterTurnOf(step.clock);
    const auto since = step.unsure ? std::nullopt : AbsentSince(facts, step.from);
    const auto due = later && since ? facts.DueBy(kNames[*later], *since) : std::nullopt;
    if (due && facts.as_of() <= *due) out.LookAgainOn(*due + 1);
    if (!due || facts.as_of() <= *due) return false;
    AddCounting(facts,
                {.text = TextOf(*later, kOverdue),
                 .measure = facts.as_of() - *since,
                 .comparison = CASELOAD_OPERATOR_MORE,
                 .threshold = *due - *since,
                 .values = {*due},
                 .evidence = step.because},
                out);
    return true;
  }

  int due_days_;
  int late_days_;
};

}  // namespace

CASELOAD_RULE(TimescaleClocks);
