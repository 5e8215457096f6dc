// SPDX-License-Identifier: Apache-2.0
// Cumulative concern: what was asserted before, and again. A prompt to read the history; nothing is
// summed and nothing is weighed.
#include <caseload/rule.hpp>
#include <caseload/rule_clock.hpp>
#include <map>

#include "vocabulary.hpp"

namespace {

using namespace caseload::rule;
using namespace cumulative;

class CumulativeConcern {
 public:
  static constexpr About kAbout{
      .id = "caseload.cumulative-concern",
      .version = "1.1.0",
      .title = "Concerns that come again",
      .basis =
          "Analyses of serious case reviews on neglect and history; a prompt to read, as the "
          "evidence that concerns add up is weak"};
  enum TextOf : std::uint32_t {
    kAgain,
    kOften,
    kThreeTogether,
    kTwoTogether,
    kNotMapped,
    kDayMissing,
    kEarlierUnknown,
    kOftenUnknown
  };
  static constexpr std::array kTexts{
      Text("CONCERN_AGAIN", CASELOAD_KIND_PROMPT,
           "{1}: asserted in {measure} earlier cases as well (told from {threshold} on)", "cases",
           CASELOAD_VALUE_CONCERN),
      Text("CONCERN_OFTEN", CASELOAD_KIND_PROMPT,
           "{1}: asserted {measure} times (told from {threshold} on) since plans last changed",
           "times", CASELOAD_VALUE_CONCERN),
      Text(
          "THREE_TOGETHER", CASELOAD_KIND_PROMPT,
          "Domestic abuse ({1}), a parent's mental health ({2}) and substance use ({3}) are all on "
          "record: read how they meet",
          "kinds", CASELOAD_VALUE_DAY, CASELOAD_VALUE_DAY, CASELOAD_VALUE_DAY),
      Text("TWO_TOGETHER", CASELOAD_KIND_INFO,
           "Of domestic abuse, a parent's mental health and substance use, {measure} of "
           "{threshold} are on record",
           "kinds"),
      Text("CONCERN_NOT_MAPPED", CASELOAD_KIND_DATA_GAP,
           "Concerns that could not be compared, as their code means nothing here: {measure}",
           "concerns"),
      Text("CONCERN_DAY_MISSING", CASELOAD_KIND_DATA_GAP,
           "Concerns of which the day is not recorded, and which may count: {measure}", "concerns"),
      Text("EARLIER_UNKNOWN", CASELOAD_KIND_DATA_GAP,
           "Cannot tell whether a concern was asserted before: the history may not be complete",
           ""),
      Text(
          "CONCERN_OFTEN_UNKNOWN", CASELOAD_KIND_DATA_GAP,
          "{1}: asserted {measure} times (told from {threshold} on); the day a plan changed is not "
          "recorded",
          "times", CASELOAD_VALUE_CONCERN)};

  enum ParameterOf : std::uint32_t { kEarlierCases, kTimes };
  static constexpr std::array kParameters{
      Parameter({.name = "earlier_cases",
                 .title = "In how many earlier cases a concern was asserted before it is told",
                 .unit = "cases",
                 .basis = "Analyses of serious case reviews: history is not read across cases"},
                1, 1, 20),
      Parameter({.name = "times",
                 .title = "How many times a concern is asserted without a change of plan",
                 .unit = "times",
                 .basis = "Local practice"},
                3, 2, 50)};

  explicit CumulativeConcern(const Settings& set)
      : earlier_cases_(set.Int(kEarlierCases)), times_(set.Int(kTimes)) {}

  void evaluate(const Case& facts, Findings& out) const {
    if (!facts.AboutACase()) return;
    const Groups groups = GroupsOf(facts, out);
    const bool again = LookAtEarlierCases(facts, groups, out);
    LookForOften(facts, groups, out);
    LookForThree(facts, out);
    if (!again && !groups.empty() && !facts.HistoryReaches(MakeDay(1900, 1, 1))) {
      out.Add({.text = kEarlierUnknown, .evidence = {Referral(facts.own())}});
    }
  }

 private:
  using Rows = std::vector<const caseload_concern_row*>;
  // By the core concern they are told as; only those that were asserted in the case asked about.
  using Groups = std::map<std::uint16_t, Rows>;

  // Says what cannot be compared.
  static Groups GroupsOf(const Case& facts, Findings& out) {
    Groups groups;
    Finding unmapped{.text = kNotMapped};
    Finding undated{.text = kDayMissing};
    for (const auto& row : facts.concerns()) {
      const auto group = GroupOf(row.core_code);
      if (row.core_code == 0 && row.code != CASELOAD_CODE_NOT_RECORDED &&
          row.case_id == facts.own().id)
        AddEvidence(unmapped, That(row));
      if (!group) continue;
      if (!IsRecorded(row.start)) AddEvidence(undated, That(row));
      groups[*group].push_back(&row);
    }
    std::erase_if(groups, [&](const auto& group) {
      return std::none_of(group.second.begin(), group.second.end(),
                          [&](const auto* row) { return row->case_id == facts.own().id; });
    });
    for (auto* gap : {&unmapped, &undated}) {
      if (gap->evidence.empty()) continue;
      gap->measure = static_cast<std::int64_t>(gap->evidence.size());
      out.Add(std::move(*gap));
    }
    return groups;
  }

  // Whether anything was told.
  bool LookAtEarlierCases(const Case& facts, const Groups& groups, Findings& out) const {
    bool told = false;
    for (const auto& [group, rows] : groups) {
      Finding found{.text = kAgain,
                    .comparison = CASELOAD_OPERATOR_AT_LEAST,
                    .threshold = earlier_cases_,
                    .values = {group}};
      std::vector<std::uint32_t> cases;
      for (const auto* row : rows) {
        if (!IsEarlier(facts, row->case_id) && row->case_id != facts.own().id) continue;
        if (row->case_id != facts.own().id &&
            std::find(cases.begin(), cases.end(), row->case_id) == cases.end())
          cases.push_back(row->case_id);
        AddEvidence(found, That(*row));
      }
      found.measure = static_cast<std::int64_t>(cases.size());
      if (static_cast<int>(cases.size()) >= earlier_cases_) {
        told = true;
        out.Add(std::move(found));
      } else if (!cases.empty()) {
        out.Near(std::move(found));
      }
    }
    return told;
  }

  // Rows come by day of referral: what stands before the own case came before it.
  static bool IsEarlier(const Case& facts, std::uint32_t case_id) {
    for (const auto& row : facts.cases()) {
      if (row.id == facts.own().id) return false;
      if (row.id == case_id) return true;
    }
    return false;
  }

  // The last day on which a plan or care began or ended; the last on which one may have, where a
  // day is not recorded; and the plans of which that is so.
  struct Change {
    Day last = CASELOAD_DAY_NOT_RECORDED;
    Day at_latest = CASELOAD_DAY_NOT_RECORDED;
    std::vector<caseload_evidence> undated = {};
  };
  static Change LastChange(const Case& facts) {
    Change change;
    for (const auto& row : facts.spans()) {
      const bool plan = row.kind == CASELOAD_SPAN_CIN_PLAN ||
                        row.kind == CASELOAD_SPAN_PROTECTION_PLAN ||
                        row.kind == CASELOAD_SPAN_LOOKED_AFTER;
      if (!plan) continue;
      change.last = std::max(change.last, row.start);
      if (Known(row.end)) change.last = std::max(change.last, row.end);
      // It began before it ended, and ended before its case did.
      const bool bounded = Known(row.end) || (IsRecorded(row.start) && IsRecorded(row.end));
      if (bounded) continue;
      change.at_latest = std::max(change.at_latest, ClosedOn(facts, row.case_id));
      change.undated.push_back(IsRecorded(row.end) ? Start(row) : End(row));
    }
    change.at_latest = std::max(change.at_latest, change.last);
    return change;
  }
  static Day ClosedOn(const Case& facts, std::uint32_t case_id) {
    for (const auto& row : facts.cases()) {
      if (row.id == case_id && Known(row.closed)) return row.closed;
    }
    return facts.as_of();
  }

  // Several rows of one day are one occasion: the same assessment told as need, factor and
  // category. What is asserted as a plan begins led to it.
  Finding OftenSince(Day since, std::uint16_t group, const Rows& rows) const {
    Finding found{.text = kOften,
                  .comparison = CASELOAD_OPERATOR_AT_LEAST,
                  .threshold = times_,
                  .values = {group}};
    int times = 0;
    Day before = since;
    for (const auto* row : rows) {
      if (!IsRecorded(row->start) || row->start <= since) continue;
      times += row->start > before ? 1 : 0;
      before = row->start;
      AddEvidence(found, That(*row));
    }
    found.measure = times;
    return found;
  }

  void LookForOften(const Case& facts, const Groups& groups, Findings& out) const {
    const Change change = LastChange(facts);
    for (const auto& [group, rows] : groups) {
      Finding certain = OftenSince(change.at_latest, group, rows);
      Finding perhaps = OftenSince(change.last, group, rows);
      if (*certain.measure >= times_) {
        out.Add(std::move(certain));
      } else if (*perhaps.measure >= times_) {
        perhaps.text = kOftenUnknown;
        for (const auto& row : change.undated) AddEvidence(perhaps, row);
        out.Add(std::move(perhaps));
      } else if (*perhaps.measure > 1) {
        out.Near(std::move(perhaps));
      }
    }
  }

  // Ever, in any case. Two of them are no finding, and nor is a third that may be missing.
  static void LookForThree(const Case& facts, Findings& out) {
    std::array<const caseload_concern_row*, 3> first{};
    for (const auto& row : facts.concerns()) {
      const auto which = WhichOfThree(row.core_code);
      if (which && IsRecorded(row.start) && first[*which] == nullptr) first[*which] = &row;
    }
    Finding found{.text = kThreeTogether, .comparison = CASELOAD_OPERATOR_AT_LEAST, .threshold = 3};
    for (const auto* row : first) {
      if (row == nullptr) continue;
      found.values.push_back(row->start);
      found.evidence.push_back(That(*row));
    }
    found.measure = static_cast<std::int64_t>(found.values.size());
    if (found.values.size() == first.size()) {
      out.Add(std::move(found));
    } else if (found.values.size() == 2) {
      found.text = kTwoTogether;
      found.values.clear();
      out.Near(std::move(found));
    }
  }

  int earlier_cases_;
  int times_;
};

}  // namespace

CASELOAD_RULE(CumulativeConcern);
