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
  caseload_child_row child{};
  child.id = 1;
  child.birth = MakeDay(2020, 1, 1);
  facts.subject = child.id;
  facts.children = &child;
  facts.child_count = 1;
  facts.history_complete_from = CASELOAD_DAY_NOT_RECORDED;
  EXPECT_FALSE(Case(facts).HistoryReaches(MakeDay(2024, 1, 1)));
  facts.history_complete_from = MakeDay(2019, 1, 1);
  EXPECT_TRUE(Case(facts).HistoryReaches(MakeDay(1900, 1, 1)));
  child.birth = CASELOAD_DAY_NOT_RECORDED;
  child.expected_birth = CASELOAD_DAY_NOT_RECORDED;
  EXPECT_FALSE(Case(facts).HistoryReaches(MakeDay(1900, 1, 1)));
  EXPECT_TRUE(Case(facts).HistoryReaches(MakeDay(2019, 1, 1)));
}

TEST(RuleDays, CountBirthdaysAsTheServerDoes) {
  for (const Day born : {MakeDay(2020, 2, 29), MakeDay(2019, 12, 31), MakeDay(2021, 3, 1)}) {
    for (Day on = born; on < born + 2000; on += 13)
      EXPECT_EQ(AgeInYears(born, on), caseload::AgeInYears({born}, {on}));
  }
}

}  // namespace
}  // namespace caseload::rule
