// SPDX-License-Identifier: Apache-2.0
#include "base/date.h"

#include <gtest/gtest.h>

namespace caseload {
namespace {

Date Day(const char* text) { return *ParseDate(text); }

TEST(Dates, ReadsRealDaysOnly) {
  EXPECT_EQ(FormatDate(Day("2024-02-29")), "2024-02-29");
  for (const char* text :
       {"2023-02-29", "2023-13-01", "2023-00-10", "2023-1-01", "23-01-01", "2023-01-01T00:00", "",
        "0000-01-01", "1899-12-31", "2200-01-01", "9999-12-31", "2023-01-0x", "-023-01-01"}) {
    EXPECT_FALSE(ParseDate(text)) << text;
  }
}

TEST(Dates, ClampToTheEndOfAShorterMonth) {
  EXPECT_EQ(FormatDate(AddMonths(Day("2023-11-30"), 3)), "2024-02-29");
  EXPECT_EQ(FormatDate(AddMonths(Day("2022-11-30"), 3)), "2023-02-28");
  EXPECT_EQ(FormatDate(AddMonths(Day("2024-03-31"), -1)), "2024-02-29");
  EXPECT_EQ(FormatDate(AddMonths(Day("2024-02-29"), 12)), "2025-02-28");
}

TEST(Dates, CountAgeByBirthdays) {
  EXPECT_EQ(AgeInYears(Day("2015-05-02"), Day("2024-05-01")), 8);
  EXPECT_EQ(AgeInYears(Day("2015-05-02"), Day("2024-05-02")), 9);
  EXPECT_EQ(AgeInYears(Day("2016-02-29"), Day("2023-02-28")), 6);
  EXPECT_EQ(AgeInYears(Day("2016-02-29"), Day("2023-03-01")), 7);
}

TEST(Dates, KnowTheDayOfTheWeek) {
  EXPECT_EQ(Weekday(Day("1970-01-01")), 3);
  EXPECT_EQ(Weekday(Day("2024-06-03")), 0);
  EXPECT_EQ(Weekday(Day("1968-12-29")), 6);
}

}  // namespace
}  // namespace caseload
