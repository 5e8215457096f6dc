// SPDX-License-Identifier: Apache-2.0
// Linked children: what happened to a brother, a sister or another child of the household, and
// whether anybody looked at this child since. A link is shown, never copied from one file to
// another.
#include <caseload/rule.hpp>
#include <caseload/rule_clock.hpp>

#include "settings.hpp"

namespace {

using namespace caseload::rule;
using namespace linked;

class LinkedChildren {
 public:
  static constexpr About kAbout{
      .id = "caseload.linked-children",
      .version = "1.0.0",
      .title = "What happened to the other children of the family",
      .basis =
          "Safeguarding procedures: all children of a household are considered (North "
          "Yorkshire, Sussex)",
      .needs = CASELOAD_GROUP_CHILDREN | CASELOAD_GROUP_CASES | CASELOAD_GROUP_SPANS |
               CASELOAD_GROUP_EVENTS | CASELOAD_GROUP_RELATIONS};
  static constexpr auto& kTexts = linked::kTexts;
  static constexpr auto& kParameters = linked::kParameters;

  explicit LinkedChildren(const Settings& set)
      : looked_after_months_(set.Int(kLookedAfterMonths)), died_months_(set.Int(kDiedMonths)) {}

  // Told once, with the child's latest case: what happens in the family now is no matter of a case
  // that another one has followed.
  void evaluate(const Case& facts, Findings& out) const {
    if (!facts.AboutACase() || facts.child().death != CASELOAD_DAY_NONE) return;
    if (facts.cases().back().id != facts.own().id) return;
    LookWhoIsLinked(facts, out);
    Happened unknown_day{.text = kDayMissing};
    Happened unknown_answer{.text = kLookedAtUnknown};
    for (const auto text : {kOnPlan, kEnquiry, kLookedAfter, kDied}) {
      Happened told{.text = text};
      for (const auto& row : facts.relations()) {
        if (!IsOf(facts, row, text)) continue;
        const auto assessed = AssessedSince(facts, row.since);
        if (assessed == Answer::kYes || !IsRecent(facts, row, text, out)) continue;
        auto& into = !IsRecorded(row.since)         ? unknown_day
                     : assessed == Answer::kUnknown ? unknown_answer
                                                    : told;
        into.Add(row);
      }
      told.Tell(facts, out);
    }
    unknown_answer.Tell(facts, out);
    unknown_day.Tell(facts, out);
  }

 private:
  enum class Answer : std::uint8_t { kUnknown, kNo, kYes };

  // One thing that happened to one or several children.
  struct Happened {
    std::uint32_t text;
    std::vector<std::uint32_t> people = {};
    Day since = CASELOAD_DAY_NOT_RECORDED;  // the latest
    std::vector<const caseload_relation_row*> rows = {};

    void Add(const caseload_relation_row& row) {
      if (std::find(people.begin(), people.end(), row.person) == people.end())
        people.push_back(row.person);
      since = std::max(since, row.since);
      rows.push_back(&row);
    }
    void Tell(const Case& facts, Findings& out) const {
      if (rows.empty()) return;
      Finding found{.text = text, .evidence = {Referral(facts.own())}};
      if (text != kLookedAtUnknown && text != kDayMissing) {
        found.measure = static_cast<std::int64_t>(people.size());
        found.values = {since};
      }
      for (const auto* row : rows) AddEvidence(found, That(*row));
      out.Add(std::move(found));
    }
  };

  static bool IsLinked(const Case& facts, const caseload_relation_row& row) {
    return OpenOn(row.start, row.end, facts.as_of());
  }

  static bool IsOf(const Case& facts, const caseload_relation_row& row, std::uint32_t text) {
    const bool child =
        row.kind == CASELOAD_RELATION_SIBLING || row.kind == CASELOAD_RELATION_SAME_HOUSEHOLD;
    if (!child || !IsLinked(facts, row)) return false;
    switch (text) {
      case kOnPlan:
        return row.fact == CASELOAD_RELATION_PROTECTION_PLAN && row.until == CASELOAD_DAY_NONE;
      case kEnquiry:
        return row.fact == CASELOAD_RELATION_SECTION47 && row.until == CASELOAD_DAY_NONE;
      case kLookedAfter:
        return row.fact == CASELOAD_RELATION_LOOKED_AFTER;
      default:
        return row.fact == CASELOAD_RELATION_DIED && row.kind == CASELOAD_RELATION_SIBLING;
    }
  }

  // What began on an unknown day and has ended is history; what goes on is not.
  bool IsRecent(const Case& facts, const caseload_relation_row& row, std::uint32_t text,
                Findings& out) const {
    if (text == kOnPlan || text == kEnquiry) return true;  // they last
    const int months = text == kDied ? died_months_ : looked_after_months_;
    if (!IsRecorded(row.since)) return row.until == CASELOAD_DAY_NONE;
    return WithinMonths(facts, row.since, months, out);
  }

  // Whether somebody looked at this child on the day or after it, or is doing so now.
  static Answer AssessedSince(const Case& facts, Day since) {
    bool unsure = !IsRecorded(since) || !facts.HistoryReaches(since);
    for (const auto& row : facts.spans()) {
      const bool plan =
          row.kind == CASELOAD_SPAN_PROTECTION_PLAN || row.kind == CASELOAD_SPAN_LOOKED_AFTER;
      if (!plan && row.kind != CASELOAD_SPAN_ASSESSMENT && row.kind != CASELOAD_SPAN_SECTION47)
        continue;
      if (row.end == CASELOAD_DAY_NONE) return Answer::kYes;
      if (!IsRecorded(since)) continue;
      if (IsRecorded(row.start) && row.start >= since) return Answer::kYes;
      // An assessment that was ended later than that took it in.
      if (IsRecorded(row.end) && row.end >= since) return Answer::kYes;
      unsure = unsure || !IsRecorded(row.start) || !IsRecorded(row.end);
    }
    for (const auto& row : facts.events()) {
      if (row.kind != CASELOAD_EVENT_STRATEGY_DISCUSSION &&
          row.kind != CASELOAD_EVENT_INITIAL_CONFERENCE)
        continue;
      if (!IsRecorded(row.day)) unsure = true;
      if (IsRecorded(row.day) && IsRecorded(since) && row.day >= since) return Answer::kYes;
    }
    return unsure ? Answer::kUnknown : Answer::kNo;
  }

  static void LookWhoIsLinked(const Case& facts, Findings& out) {
    if (!facts.Given(CASELOAD_GROUP_RELATIONS)) {
      out.Add({.text = kNotLookedUp, .evidence = {That(facts.child())}});
      return;
    }
    if (facts.relations().empty() && !facts.HistoryReaches(MakeDay(1900, 1, 1)))
      out.Add({.text = kNobodyRecorded, .evidence = {That(facts.child())}});
    Finding adults{.text = kOtherFamilies};
    Finding unknown{.text = kNotLookedUp};
    std::vector<std::uint32_t> adult;
    std::vector<std::uint32_t> not_looked_up;
    const auto add = [](std::vector<std::uint32_t>& people, std::uint32_t person) {
      if (std::find(people.begin(), people.end(), person) == people.end()) people.push_back(person);
    };
    for (const auto& row : facts.relations()) {
      if (row.fact != CASELOAD_RELATION_IS_LINKED || !IsLinked(facts, row)) continue;
      const bool parent =
          row.kind == CASELOAD_RELATION_PARENT || row.kind == CASELOAD_RELATION_CARER;
      if (row.value == CASELOAD_VALUE_NOT_RECORDED) {
        add(not_looked_up, row.person);
        AddEvidence(unknown, That(row));
      } else if (parent && row.value > 0) {
        add(adult, row.person);
        AddEvidence(adults, That(row));
      }
    }
    adults.measure = static_cast<std::int64_t>(adult.size());
    unknown.measure = static_cast<std::int64_t>(not_looked_up.size());
    if (!adult.empty()) out.Add(std::move(adults));
    if (!not_looked_up.empty()) out.Add(std::move(unknown));
  }

  int looked_after_months_;
  int died_months_;
};

}  // namespace

CASELOAD_RULE(LinkedChildren);
