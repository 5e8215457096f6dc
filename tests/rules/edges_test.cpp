// SPDX-License-Identifier: Apache-2.0
// The days on which something can change, as they are made from a record.
#include "rules/proof/edges.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "rules/reference_facts.h"
#include "rules/subjects.h"
#include "taxonomy/packs.h"

namespace caseload::rules {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Key;
using ::testing::Not;

// Why each day is an edge, by day as text.
using Days = std::map<std::string, std::string>;

RuleCard CardWith(std::vector<CardParameter> parameters) {
  RuleCard card;
  card.parameters = std::move(parameters);
  card.facts_needed = CASELOAD_GROUP_ALL;
  return card;
}

struct Edges : testing::Test {
  // A child with one case, referred on the day; as of that day.
  static Subject Referred(const char* on) {
    Subject subject;
    subject.child.set_person_id("child");
    subject.child.set_born_on("2015-02-28");
    subject.case_id = "this";
    auto& one = subject.cases.emplace_back();
    one.set_case_id("this");
    one.set_child_id("child");
    one.set_referred_on(on);
    return subject;
  }
  Days Of(const Subject& subject, const char* as_of, const RuleCard& card) const {
    Days days;
    const auto facts = FactsOf(subject, Day(as_of), SampleNumbers());
    const auto values = ValuesFor(card, settings);
    for (const auto& edge : EdgesOf(*facts, {card, *values, reference}))
      days[FormatDate(edge.day)] = edge.why;
    return days;
  }
  const RuleCard unset = CardWith({});
  ReferenceRows reference = {};
  RuleSettings settings;
};

TEST_F(Edges, LieWhereOtherValuesHoldAndAtTheEndsOfTheirWindows) {
  const auto card = CardWith({{"limit", "A limit", "months", "Made up", 12, 1, 60}});
  settings["limit"].emplace(Day("2024-09-15"), 6);
  const auto days = Of(Referred("2024-02-10"), "2024-02-10", card);
  ASSERT_THAT(days, Contains(Key("2024-09-15")));
  EXPECT_THAT(days.at("2024-09-15"), HasSubstr("other values hold"));
  EXPECT_THAT(days, Contains(Key("2025-02-10")));
  EXPECT_THAT(days, Contains(Key("2024-08-10")));
}

TEST_F(Edges, LieADayEitherSideOfEachWindow) {
  const auto card = CardWith({{"limit", "A limit", "months", "Made up", 12, 1, 60}});
  const auto days = Of(Referred("2024-02-29"), "2024-02-29", card);
  // Twelve months from 29 February end on 28 February.
  ASSERT_THAT(days, Contains(Key("2025-02-28")));
  EXPECT_THAT(days.at("2025-02-28"), HasSubstr("case this on 2024-02-29 + 12 months (limit)"));
  EXPECT_THAT(days, Contains(Key("2025-02-27")));
  EXPECT_THAT(days.at("2025-03-01"), HasSubstr("the day after case this on 2024-02-29 + 12"));
}

TEST_F(Edges, CountEachUnitAsRulesDo) {
  const auto card = CardWith({{"a", "", "days", "", 40, 1, 60},
                              {"b", "", "weeks", "", 11, 1, 60},
                              {"c", "", "years", "", 3, 1, 60},
                              {"d", "", "points", "", 77, 1, 600}});
  const auto days = Of(Referred("2024-05-15"), "2024-05-15", card);
  EXPECT_EQ(days.at("2024-06-24"), "case this on 2024-05-15 + 40 days (a)");
  EXPECT_EQ(days.at("2024-07-31").find("case this on 2024-05-15 + 11 weeks (b)"), 0u);
  EXPECT_EQ(days.at("2027-05-15"), "case this on 2024-05-15 + 3 years (c)");
  for (const auto& [day, why] : days) EXPECT_THAT(why, Not(HasSubstr("points")));
}

TEST_F(Edges, KnowTheClocksOfTheAuthority) {
  const auto packs = taxonomy::Packs::Load(std::string(CASELOAD_PACKS_DIR) + "/england");
  ASSERT_TRUE(packs);
  reference = ReferenceOf(*packs);
  // 45 working days over Easter: Good Friday is 29 March, Easter Monday 1 April.
  const auto days = Of(Referred("2024-02-01"), "2024-02-01", unset);
  ASSERT_THAT(days, Contains(Key("2024-04-08")));
  EXPECT_THAT(days.at("2024-04-08"), HasSubstr("45 working days (clock ASSESS"));
  EXPECT_THAT(days, Contains(Key("2024-04-09")));
}

TEST_F(Edges, IncludeTheTurnsOfTheCalendar) {
  const auto days = Of(Referred("2024-01-15"), "2024-01-15", unset);
  EXPECT_EQ(days.at("2024-02-29").find("29 February"), 0u);
  EXPECT_EQ(days.at("2028-02-29").find("29 February"), 0u);
  EXPECT_EQ(days.at("2024-04-30"), "the end of a month");
  EXPECT_EQ(days.at("2025-02-28").find("the birthday at which a child is 10"), 0u);
  EXPECT_THAT(days, Contains(Key("2033-02-28")));
}

TEST_F(Edges, IncludeTheDayOnWhichAChildIsExpected) {
  auto subject = Referred("2024-01-15");
  subject.child.clear_born_on();
  subject.child.set_expected_on("2024-06-20");
  const auto days = Of(subject, "2024-01-15", unset);
  EXPECT_EQ(days.at("2024-06-20"), "the expected birth of person child on 2024-06-20");
  EXPECT_THAT(days, Contains(Key("2024-06-19")));
  EXPECT_THAT(days, Contains(Key("2024-06-21")));
}

TEST_F(Edges, AreAllAfterTheDayAskedAbout) {
  const auto days = Of(Referred("2024-01-15"), "2024-06-03", unset);
  ASSERT_FALSE(days.empty());
  EXPECT_GT(days.begin()->first, "2024-06-03");
}

}  // namespace
}  // namespace caseload::rules
