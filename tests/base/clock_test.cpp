// SPDX-License-Identifier: Apache-2.0
#include "base/clock.h"

#include <gtest/gtest.h>

namespace caseload {
namespace {

std::string DayIn(const char* instant) {
  return FormatDate(Clock::DayInEngland(*ParseInstant(instant)));
}

TEST(Today, IsTheCivilDayInEngland) {
  EXPECT_EQ(DayIn("2024-01-15T23:59:59Z"), "2024-01-15");
  EXPECT_EQ(DayIn("2024-07-15T22:59:59Z"), "2024-07-15");
  EXPECT_EQ(DayIn("2024-07-15T23:00:00Z"), "2024-07-16");
}

// Summer time began on 31 March 2024 at 01:00 and ended on 27 October 2024 at 01:00 UTC.
TEST(Today, FollowsSummerTime) {
  EXPECT_EQ(DayIn("2024-03-30T23:30:00Z"), "2024-03-30");
  EXPECT_EQ(DayIn("2024-03-31T23:30:00Z"), "2024-04-01");
  EXPECT_EQ(DayIn("2024-10-26T23:30:00Z"), "2024-10-27");
  EXPECT_EQ(DayIn("2024-10-27T23:30:00Z"), "2024-10-27");
}

TEST(Instants, AreReadAndWrittenAlike) {
  EXPECT_EQ(FormatInstant(*ParseInstant("2024-03-31T10:00:00.000001Z")),
            "2024-03-31T10:00:00.000001Z");
  EXPECT_FALSE(ParseInstant("31 March 2024"));
}

}  // namespace
}  // namespace caseload
