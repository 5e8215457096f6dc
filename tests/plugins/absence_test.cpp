// SPDX-License-Identifier: Apache-2.0
// Before the day from which the history is whole, what is not in the record may have been done. No
// rule may say that it was not.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "plugins/world.h"

namespace caseload::rules {
namespace {

// What says that something did not happen.
const std::map<std::string, std::set<std::string>>& SayNotDone() {
  static const std::map<std::string, std::set<std::string>> codes{
      {"visits-seen", {"CP_NOT_SEEN", "CARE_NOT_SEEN", "CIN_NOT_SEEN", "NOT_SEEN_ALONE"}},
      {"timescale-clocks",
       {"DECISION_OVERDUE", "ASSESSMENT_FROM_REFERRAL_OVERDUE", "ASSESSMENT_OVERDUE",
        "ENQUIRY_SEEN_OVERDUE", "CONFERENCE_OVERDUE", "CORE_GROUP_FIRST_OVERDUE",
        "CORE_GROUP_OVERDUE", "PLAN_REVIEW_FIRST_OVERDUE", "PLAN_REVIEW_OVERDUE",
        "CARE_REVIEW_FIRST_OVERDUE", "CARE_REVIEW_SECOND_OVERDUE", "CARE_REVIEW_OVERDUE"}},
      {"supervision-overdue",
       {"CASE_SUPERVISION_OVERDUE", "SUPERVISION_OVERDUE", "TEAM_SUPERVISION_OVERDUE",
        "NO_OVERSIGHT_OF_ENQUIRY", "NO_OVERSIGHT_OF_CARE", "NO_OVERSIGHT_OF_MISSING"}},
      {"unborn-infant", {"NO_PREBIRTH_ASSESSMENT", "NO_PREBIRTH_CONFERENCE", "INFANT_NOT_SEEN"}},
      {"linked-children",
       {"LINKED_ON_PLAN", "LINKED_ENQUIRY", "LINKED_LOOKED_AFTER", "LINKED_DIED"}},
      {"drift", {"ENQUIRIES_REPEATED", "CONTACTS_REPEATED", "NOBODY_ALLOCATED"}},
      {"worker-load", {"NOT_ALLOCATED"}}};
  return codes;
}

// From when an absent row says "none": before the pregnancy there was nothing to record.
caseload_day WholeFrom(const FactsRows& rows) {
  if (rows.subject_kind != CASELOAD_SUBJECT_CHILD) return rows.history_complete_from;
  const auto& child = rows.children.front();
  const auto is_day = [](caseload_day day) {
    return day != CASELOAD_DAY_NONE && day != CASELOAD_DAY_NOT_RECORDED;
  };
  constexpr caseload_day kPregnancyDays = 280;
  const auto born = is_day(child.birth) ? child.birth : child.expected_birth;
  const bool reaches = is_day(born) && rows.history_complete_from <= born - kPregnancyDays;
  return reaches ? CASELOAD_DAY_NOT_RECORDED : rows.history_complete_from;
}

void HoldSilent(const RuleUnderTest& rule, const std::set<std::string>& codes,
                const std::vector<SubjectFacts>& days) {
  for (const auto& today : days) {
    for (const auto& one : rule.Ask(today, World::Get().reference).said) {
      if (!codes.contains(one.code)) continue;
      const auto whole = today.rows.history_complete_from;
      ASSERT_NE(whole, CASELOAD_DAY_NOT_RECORDED) << one.code << ", of a history of unknown length";
      ASSERT_LE(whole, today.rows.as_of) << one.code;
      // Where it counts days of not doing, none of them lies before.
      if ((one.unit == "days" || one.code == "NOBODY_ALLOCATED") &&
          one.code != "NO_PREBIRTH_ASSESSMENT" && one.code != "NO_PREBIRTH_CONFERENCE") {
        ASSERT_GE(today.rows.as_of - one.measure, WholeFrom(today.rows))
            << one.code << " on " << FormatDate({today.rows.as_of});
      }
    }
  }
}

class Absence : public ::testing::TestWithParam<std::string> {};

TEST_P(Absence, IsNotReadOutOfAHistoryThatBeginsLater) {
  const RuleUnderTest rule(GetParam());
  const auto& codes = SayNotDone().at(GetParam());
  const bool of_children = (rule.card().subjects & CASELOAD_SUBJECT_CHILD) != 0;
  const bool of_workers = (rule.card().subjects & CASELOAD_SUBJECT_WORKER) != 0;
  for (std::uint64_t seed = 1; seed <= 800; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    auto child = MadeUpChild(seed);
    auto workers = MadeUpWorker(seed);
    // Within the years in which everything happens, or never said.
    const std::optional<Date> whole =
        seed % 3 == 0 ? std::nullopt
                      : std::optional(kFirstDay + static_cast<int>(seed * 37 % 1'200));
    child.history_complete_from = whole;
    workers.history_complete_from = whole;
    if (of_children) HoldSilent(rule, codes, DayByDay(child, seed));
    if (of_workers) HoldSilent(rule, codes, DayByDay(workers, seed));
    if (HasFatalFailure()) return;
  }
}

INSTANTIATE_TEST_SUITE_P(Of, Absence, ::testing::ValuesIn([] {
                           std::vector<std::string> rules;
                           for (const auto& [rule, codes] : SayNotDone()) rules.push_back(rule);
                           return rules;
                         }()),
                         [](const auto& param) {
                           std::string name = param.param;
                           for (char& c : name) c = c == '-' ? '_' : c;
                           return name;
                         });

}  // namespace
}  // namespace caseload::rules
