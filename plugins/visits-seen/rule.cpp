// SPDX-License-Identifier: Apache-2.0
// Visits seen: a visit that was made is not a child who was seen.
#include <caseload/rule.hpp>
#include <caseload/rule_clock.hpp>

#include "tracks.hpp"

namespace {

using namespace caseload::rule;
using namespace visits;

class VisitsSeen {
 public:
  static constexpr About kAbout{
      .id = "caseload.visits-seen",
      .version = "1.1.0",
      .title = "Whether the child was seen, alone, and where they sleep",
      .basis =
          "The authority's clock table (visits); SI 2010/959, reg. 28, for looked-after "
          "children; local procedures on seeing children alone",
      .needs = CASELOAD_GROUP_CHILDREN | CASELOAD_GROUP_CASES | CASELOAD_GROUP_SPANS |
               CASELOAD_GROUP_EVENTS};
  static constexpr auto& kTexts = visits::kTexts;

  enum ParameterOf : std::uint32_t { kDueDays, kUnseenVisits, kAloneDays, kAloneAge, kBedroom };
  static constexpr std::array kParameters{
      Parameter({.name = "due_days",
                 .title = "How many days before the last day a visit is said to be due",
                 .unit = "days",
                 .basis = "Local practice"},
                3, 0, 60),
      Parameter({.name = "unseen_visits",
                 .title = "How many visits in a row without the child seen are told",
                 .unit = "visits",
                 .basis = "Serious case reviews: visits made, child not seen"},
                2, 1, 20),
      Parameter({.name = "alone_days",
                 .title = "Within how many days a child is to be seen alone",
                 .unit = "days",
                 .basis = "Local practice"},
                90, 7, 730),
      Parameter({.name = "alone_age",
                 .title = "From which age a child is to be seen alone",
                 .unit = "years",
                 .basis = "Central Bedfordshire procedures: from the age of 4"},
                4, 0, 17),
      Parameter({.name = "bedroom_visits",
                 .title = "How many visits in a row without the bedroom seen are told, on a plan",
                 .unit = "visits",
                 .basis = "Central Bedfordshire procedures: the bedroom on alternate visits"},
                2, 1, 20)};

  explicit VisitsSeen(const Settings& set)
      : due_days_(set.Int(kDueDays)),
        unseen_visits_(set.Int(kUnseenVisits)),
        alone_days_(set.Int(kAloneDays)),
        alone_age_(set.Int(kAloneAge)),
        bedroom_visits_(set.Int(kBedroom)) {}

  void evaluate(const Case& facts, Findings& out) const {
    if (!facts.AboutACase() || facts.child().death != CASELOAD_DAY_NONE) return;
    if (!OpenOn(facts.own().referred, facts.own().closed, facts.as_of())) return;
    const Visits made = VisitsOf(facts);
    auto track = TrackOf(facts, made);
    Tell(LastOf(made, CASELOAD_DAY_NOT_RECORDED, &visits::VisitDay::seen, CASELOAD_EVENT_SEEN,
                CASELOAD_EVENT_NOT_SEEN),
         unseen_visits_, {kUnseenVisitsTold, kSeenNotRecorded}, out);
    if (!track) return;
    if (facts.birth() == CASELOAD_DAY_NONE) {
      // Nobody sees a child who is not born; on that day the clock begins.
      if (Known(facts.expected_birth())) out.LookAgainOn(facts.expected_birth());
      return;
    }
    const auto born = Known(facts.birth()) ? facts.birth() : facts.expected_birth();
    if (Known(born) && IsRecorded(track->from)) track->from = std::max(track->from, born);
    LookAtTheClock(facts, *track, made, out);
    LookWhetherAlone(facts, *track, made, out);
    if (track->kind != kPlan) return;
    Tell(LastOf(made, track->began, &visits::VisitDay::bedroom, CASELOAD_EVENT_BEDROOM_SEEN,
                CASELOAD_EVENT_BEDROOM_NOT_SEEN),
         bedroom_visits_, {kBedroomNotSeen, kBedroomUnknown}, out);
  }

 private:
  void LookAtTheClock(const Case& facts, const Track& track, const Visits& made,
                      Findings& out) const {
    if (!IsRecorded(track.from)) {
      out.Add({.text = kStartMissing, .evidence = track.because});
      return;
    }
    const auto due = facts.DueBy(track.clock, track.from);
    if (!due) {
      out.Add({.text = kNotCounted, .evidence = track.because});
      return;
    }
    const auto standing = StandingOf(facts, *due, due_days_, out);
    if (standing == Standing::kQuiet) return;
    auto because = track.because;
    const bool unsure = AddUnsure(made, track.from, &visits::VisitDay::seen, because);
    const auto absent = unsure ? std::nullopt : AbsentSince(facts, track.from);
    if (standing == Standing::kDueSoon && absent == track.from) {
      AddCounting(facts,
                  {.text = TextOf(track.kind, kDue),
                   .measure = *due - facts.as_of(),
                   .comparison = CASELOAD_OPERATOR_AT_MOST,
                   .threshold = due_days_,
                   .values = {*due},
                   .evidence = because},
                  out);
      return;
    }
    // Where the history begins later, so does what can be said to be overdue.
    const auto due_by = absent ? facts.DueBy(track.clock, *absent) : std::nullopt;
    if (!due_by || facts.as_of() <= *due_by) {
      if (due_by) out.LookAgainOn(*due_by + 1);
      out.Add({.text = TextOf(track.kind, kUnknown), .values = {*due}, .evidence = because});
      return;
    }
    AddCounting(facts,
                {.text = TextOf(track.kind, kOverdue),
                 .measure = facts.as_of() - *absent,
                 .comparison = CASELOAD_OPERATOR_MORE,
                 .threshold = *due_by - *absent,
                 .values = {*due_by},
                 .evidence = because},
                out);
  }

  struct Words {
    std::uint32_t told;
    std::uint32_t unknown;
  };
  // "In a row" is certain only where nothing that may have counted can have come in between.
  static void Tell(LastVisits last, int limit, const Words& words, Findings& out) {
    Finding found{.text = words.told,
                  .measure = last.certain,
                  .comparison = CASELOAD_OPERATOR_AT_LEAST,
                  .threshold = limit,
                  .evidence = std::move(last.because)};
    if (last.certain >= limit && !last.interrupted) {
      out.Add(std::move(found));
    } else if (last.at_most >= limit) {
      found.text = words.unknown;
      found.measure = last.at_most;
      found.evidence = std::move(last.because_at_most);
      out.Add(std::move(found));
    } else if (last.certain > 0) {
      out.Near(std::move(found));
    }
  }

  void LookWhetherAlone(const Case& facts, const Track& track, const Visits& made,
                        Findings& out) const {
    if (!IsRecorded(track.began)) return;  // told already
    Day from = track.began;
    std::vector<caseload_evidence> because{track.began_with};
    for (const auto& day : made.days) {
      if (day.alone != Answer::kYes || day.on < from) continue;
      from = day.on;
      because = {That(*day.rows.front())};
    }
    const bool aged = IsRecorded(facts.birth());
    if (aged) from = std::max(from, AddMonths(facts.birth(), 12 * alone_age_));
    const Day last = from + alone_days_;
    if (facts.as_of() <= last) {
      out.LookAgainOn(last + 1);
      return;
    }
    const bool unsure = AddUnsure(made, from, &visits::VisitDay::alone, because);
    const auto absent = AbsentSince(facts, from);
    if (!aged || unsure || !absent || facts.as_of() <= *absent + alone_days_) {
      if (aged && !unsure && absent) out.LookAgainOn(*absent + alone_days_ + 1);
      out.Add({.text = kAloneUnknown, .threshold = alone_days_, .evidence = because});
      return;
    }
    AddCounting(facts,
                {.text = kNotAlone,
                 .measure = facts.as_of() - *absent,
                 .comparison = CASELOAD_OPERATOR_MORE,
                 .threshold = alone_days_,
                 .evidence = because},
                out);
  }

  int due_days_;
  int unseen_visits_;
  int alone_days_;
  int alone_age_;
  int bedroom_visits_;
};

}  // namespace

CASELOAD_RULE(VisitsSeen);
