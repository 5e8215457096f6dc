// SPDX-License-Identifier: Apache-2.0
// Unborn and infant: what is done before a birth, and whether a baby about whom harm was asserted
// is seen. Age is exposure to harm, not a prediction of it.
#include <caseload/rule.hpp>
#include <caseload/rule_clock.hpp>

#include "settings.hpp"

namespace {

using namespace caseload::rule;
using namespace unborn;

class UnbornInfant {
 public:
  static constexpr About kAbout{
      .id = "caseload.unborn-infant",
      .version = "1.0.0",
      .title = "Before a birth, and in the first year",
      .basis =
          "Pre-birth procedures (Sefton, Cambridgeshire); serious case reviews: a third are "
          "about children under one",
      .needs = CASELOAD_GROUP_CHILDREN | CASELOAD_GROUP_CASES | CASELOAD_GROUP_SPANS |
               CASELOAD_GROUP_EVENTS | CASELOAD_GROUP_CONCERNS | CASELOAD_GROUP_RELATIONS};
  static constexpr auto& kTexts = unborn::kTexts;
  static constexpr auto& kParameters = unborn::kParameters;

  explicit UnbornInfant(const Settings& set) : set_(Read(set)) {}

  void evaluate(const Case& facts, Findings& out) const {
    if (!facts.AboutACase() || facts.child().death != CASELOAD_DAY_NONE) return;
    if (!OpenOn(facts.own().referred, facts.own().closed, facts.as_of())) return;
    const Day expected = facts.expected_birth();
    if (facts.birth() == CASELOAD_DAY_NONE) {
      LookBeforeTheBirth(facts, expected, out);
    } else if (!IsRecorded(facts.birth())) {
      if (!Known(expected)) return;
      LookForTheBirth(facts, expected, out);
      LookAfterTheExpectedDay(facts, expected, out);
    } else if (facts.as_of() < AddMonths(facts.birth(), 12)) {
      out.LookAgainOn(AddMonths(facts.birth(), 12));
      LookAtSiblings(facts, out);
      LookWhetherSeen(facts, facts.birth(), out);
    }
  }

 private:
  void LookBeforeTheBirth(const Case& facts, Day expected, Findings& out) const {
    LookAtSiblings(facts, out);
    if (!Known(expected)) {
      out.Add({.text = kExpectedMissing, .evidence = {That(facts.child())}});
      return;
    }
    // A child who was born late, and whose birth is not in the record yet, may be expected still.
    if (expected > facts.as_of()) out.LookAgainOn(expected);
    bool assessed = false;
    bool enquired = false;
    for (const auto& row : facts.spans()) {
      assessed = assessed || row.kind == CASELOAD_SPAN_ASSESSMENT;
      enquired = enquired || (row.kind == CASELOAD_SPAN_SECTION47 &&
                              (row.flags & (CASELOAD_SPAN_CONFERENCE_NOT_REQUIRED |
                                            CASELOAD_SPAN_NO_FURTHER_ACTION)) == 0);
    }
    if (!assessed) {
      const Day by = expected - (kWeeksOfPregnancy - set_.assessment_week) * 7;
      Tell(facts, by, {kAssessmentDue, kNoAssessment, kAssessmentUnknown}, out);
    }
    if (enquired && !ConferenceHeld(facts)) {
      const Day by = expected - (kWeeksOfPregnancy - set_.conference_week) * 7;
      Tell(facts, by, {kConferenceDue, kNoConference, kConferenceUnknown}, out);
    }
  }

  // A protection plan is what a conference decided on, also where the conference has no entry.
  static bool ConferenceHeld(const Case& facts) {
    const auto shows_one = [](const caseload_span_row& row) {
      const bool plan = row.kind == CASELOAD_SPAN_PROTECTION_PLAN &&
                        (row.flags & CASELOAD_SPAN_OTHER_AUTHORITY) == 0;
      return plan ||
             (row.kind == CASELOAD_SPAN_SECTION47 && row.value != CASELOAD_VALUE_NOT_RECORDED);
    };
    return std::any_of(
               facts.events().begin(), facts.events().end(),
               [](const auto& row) { return row.kind == CASELOAD_EVENT_INITIAL_CONFERENCE; }) ||
           std::any_of(facts.spans().begin(), facts.spans().end(), shows_one);
  }

  struct Words {
    std::uint32_t due;
    std::uint32_t missing;
    std::uint32_t unknown;
  };
  // What should have been done by a day of the pregnancy and is not on record. The measure is the
  // days to the expected birth, held against those on the last day.
  void Tell(const Case& facts, Day by, const Words& words, Findings& out) const {
    const Day expected = facts.expected_birth();
    const auto standing = StandingOf(facts, by, set_.due_days, out);
    if (standing == Standing::kQuiet) return;
    const bool over = standing == Standing::kOverdue;
    Finding found{.text = over ? words.missing : words.due,
                  .measure = over ? expected - facts.as_of() : by - facts.as_of(),
                  .comparison = over ? CASELOAD_OPERATOR_LESS : CASELOAD_OPERATOR_AT_MOST,
                  .threshold = over ? expected - by : set_.due_days,
                  .values = {by},
                  .evidence = {That(facts.child()), Referral(facts.own())}};
    if (facts.HistoryReaches(expected - kPregnancyDays)) {
      AddCounting(facts, std::move(found), out);
    } else {
      out.Add({.text = words.unknown, .values = {by}, .evidence = std::move(found.evidence)});
    }
  }

  void LookForTheBirth(const Case& facts, Day expected, Findings& out) const {
    const Day last = expected + set_.birth_days;
    if (facts.as_of() <= last) {
      out.LookAgainOn(last + 1);
      return;
    }
    AddCounting(facts,
                {.text = kBirthNotRecorded,
                 .measure = facts.as_of() - expected,
                 .comparison = CASELOAD_OPERATOR_MORE,
                 .threshold = set_.birth_days,
                 .values = {expected},
                 .evidence = {That(facts.child())}},
                out);
  }

  // The child may be born, and nobody has said so; of a year the record can know nothing then.
  void LookAfterTheExpectedDay(const Case& facts, Day expected, Findings& out) const {
    if (facts.as_of() >= AddMonths(expected, 12)) return;
    out.LookAgainOn(AddMonths(expected, 12));
    LookAtSiblings(facts, out);
    LookWhetherSeen(facts, expected, out);
  }

  // A brother or sister who was ever looked after or on a plan, and no enquiry about this child.
  static void LookAtSiblings(const Case& facts, Findings& out) {
    for (const auto& row : facts.spans()) {
      if (row.kind == CASELOAD_SPAN_SECTION47 || row.kind == CASELOAD_SPAN_PROTECTION_PLAN ||
          row.kind == CASELOAD_SPAN_LOOKED_AFTER)
        return;
    }
    if (ConferenceHeld(facts)) return;
    if (!facts.Given(CASELOAD_GROUP_RELATIONS)) {
      out.Add({.text = kSiblingsUnknown, .evidence = {That(facts.child())}});
      return;
    }
    Finding known{.text = kSiblingKnown, .evidence = {That(facts.child())}};
    Finding unknown{.text = kSiblingsUnknown, .evidence = {That(facts.child())}};
    std::vector<std::uint32_t> people;
    for (const auto& row : facts.relations()) {
      if (row.kind != CASELOAD_RELATION_SIBLING) continue;
      if (row.fact == CASELOAD_RELATION_IS_LINKED && row.value == CASELOAD_VALUE_NOT_RECORDED)
        AddEvidence(unknown, That(row));
      if (row.fact != CASELOAD_RELATION_PROTECTION_PLAN &&
          row.fact != CASELOAD_RELATION_LOOKED_AFTER && row.fact != CASELOAD_RELATION_DIED)
        continue;
      AddEvidence(known, That(row));
      if (std::find(people.begin(), people.end(), row.person) == people.end())
        people.push_back(row.person);
    }
    if (!people.empty()) {
      known.measure = static_cast<std::int64_t>(people.size());
      known.comparison = CASELOAD_OPERATOR_AT_LEAST;
      known.threshold = 1;
      out.Add(std::move(known));
    } else if (unknown.evidence.size() > 1) {
      out.Add(std::move(unknown));
    }
  }

  // Harm was asserted, and the baby has not been seen since for too long. Harm on an unknown day
  // may have been known at the birth.
  void LookWhetherSeen(const Case& facts, Day born, Findings& out) const {
    const caseload_concern_row* harm = nullptr;
    for (const auto& row : facts.concerns()) {
      if (row.case_id == facts.own().id && IsHarm(row.core_code) && row.end == CASELOAD_DAY_NONE &&
          harm == nullptr)
        harm = &row;
    }
    if (harm == nullptr) return;
    Finding found{.text = kInfantNotSeen,
                  .comparison = CASELOAD_OPERATOR_MORE,
                  .threshold = set_.seen_days,
                  .evidence = {That(*harm)}};
    Day from = std::max(harm->start, born);
    const caseload_event_row* last = nullptr;
    for (const auto& row : facts.events()) {
      if (!Saw(row, CASELOAD_EVENT_SEEN) || !IsRecorded(row.day) || row.day < from) continue;
      from = row.day;
      last = &row;
    }
    if (last != nullptr) found.evidence.push_back(That(*last));
    // A visit that does not say whether the baby was seen, or when, may have been the one.
    bool unsure = !IsRecorded(facts.birth());
    for (const auto& row : facts.events()) {
      const bool may_count = row.kind == CASELOAD_EVENT_VISIT && !Saw(row, CASELOAD_EVENT_NOT_SEEN);
      const bool known = IsRecorded(row.day) && (row.day < from || Saw(row, CASELOAD_EVENT_SEEN));
      if (!may_count || known) continue;
      unsure = true;
      AddEvidence(found, That(row));
    }
    if (facts.as_of() <= from + set_.seen_days) {
      out.LookAgainOn(from + set_.seen_days + 1);
      return;
    }
    const auto absent = AbsentSince(facts, from);
    if (unsure || !absent || facts.as_of() <= *absent + set_.seen_days) {
      if (!unsure && absent) out.LookAgainOn(*absent + set_.seen_days + 1);
      out.Add({.text = kInfantSeenUnknown,
               .threshold = set_.seen_days,
               .evidence = std::move(found.evidence)});
      return;
    }
    found.measure = facts.as_of() - *absent;
    AddCounting(facts, std::move(found), out);
  }

  static bool Saw(const caseload_event_row& row, int what) {
    return row.kind == CASELOAD_EVENT_VISIT && (row.flags & what) != 0;
  }
  static bool IsHarm(std::uint16_t core) { return core >= kHarmFirst && core <= kHarmLast; }

  Limits set_;
};

}  // namespace

CASELOAD_RULE(UnbornInfant);
