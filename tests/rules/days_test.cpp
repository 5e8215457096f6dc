// SPDX-License-Identifier: Apache-2.0
// The calendar and the settings that every rule gets from the SDK.
#include <gtest/gtest.h>

#include <caseload/rule.hpp>

#include "base/date.h"

namespace caseload::rule {
namespace {

TEST(RuleDays, ClampToTheEndOfAShorterMonth) {
  EXPECT_EQ(AddMonths(MakeDay(2023, 11, 30), 3), MakeDay(2024, 2, 29));
  EXPECT_EQ(AddMonths(MakeDay(2024, 2, 29), 12), MakeDay(2025, 2, 28));
  EXPECT_EQ(AddMonths(MakeDay(2024, 3, 31), -1), MakeDay(2024, 2, 29));
}

TEST(RuleDays, AreCountedAsTheServerCountsThem) {
  for (int day = -10'000; day < 30'000; day += 37) {
    for (const int months : {-24, -1, 1, 12, 15, 24}) {
      EXPECT_EQ(AddMonths(day, months), caseload::AddMonths({day}, months).days);
    }
  }
}

TEST(RuleDays, CountTheDayOfTheEndAsEnded) {
  EXPECT_TRUE(OpenOn(10, 20, 19));
  EXPECT_FALSE(OpenOn(10, 20, 20));
  EXPECT_TRUE(OpenOn(CASELOAD_DAY_NOT_RECORDED, CASELOAD_DAY_NONE, 20));
}

TEST(CaseHistory, ReachesNoFurtherBackThanThePregnancy) {
  caseload_facts facts{};
  facts.birth = MakeDay(2020, 1, 1);
  facts.history_complete_from = CASELOAD_DAY_NOT_RECORDED;
  EXPECT_FALSE(Case(facts).HistoryReaches(MakeDay(2024, 1, 1)));
  facts.history_complete_from = MakeDay(2019, 1, 1);
  EXPECT_TRUE(Case(facts).HistoryReaches(MakeDay(1900, 1, 1)));
  facts.birth = CASELOAD_DAY_NOT_RECORDED;
  facts.expected_birth = CASELOAD_DAY_NOT_RECORDED;
  EXPECT_FALSE(Case(facts).HistoryReaches(MakeDay(1900, 1, 1)));
  EXPECT_TRUE(Case(facts).HistoryReaches(MakeDay(2019, 1, 1)));
}

TEST(RuleSettings, ReadWholeNumbersWithinTheirRange) {
  Settings settings(R"( { "months" : 12 , "least":-3 } )");
  EXPECT_EQ(settings.Take("months", 6, 1, 24), 12);
  EXPECT_EQ(settings.Take("least", 0, -5, 5), -3);
  EXPECT_EQ(settings.Take("other", 6, 1, 24), 6);
  settings.RefuseOthers();
}

TEST(RuleSettings, RefuseWhatTheyCannotRead) {
  for (const char* json :
       {"", "[]", "{", R"({"a":1)", R"({"a":1.5})", R"({"a":"1"})", R"({"a":99999999999})",
        R"({"a":1,"a":2})", R"({"a":1} x)", R"({"A b":1})", R"({"a":true})"}) {
    EXPECT_THROW(Settings{json}, std::invalid_argument) << json;
  }
  Settings settings(R"({"months":0})");
  EXPECT_THROW(settings.Take("months", 6, 1, 24), std::invalid_argument);
  const Settings misspelt(R"({"month":1})");
  EXPECT_THROW(misspelt.RefuseOthers(), std::invalid_argument);
}

}  // namespace
}  // namespace caseload::rule
