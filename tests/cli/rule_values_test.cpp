// SPDX-License-Identifier: Apache-2.0
// What is typed as the value of a rule's parameter.
#include "cli/rule_values.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace caseload::cli {
namespace {

TEST(RuleValues, HoldAlwaysWhenNoDayIsNamed) {
  const auto read = ValuesGiven("--set", {"months=6", "floor=-3"});
  ASSERT_TRUE(read);
  ASSERT_EQ(read->size(), 2);
  EXPECT_EQ((*read)[0].name(), "months");
  EXPECT_EQ((*read)[0].value(), 6);
  EXPECT_EQ((*read)[0].from_on(), "");
  EXPECT_EQ((*read)[0].reference(), "");
  EXPECT_EQ((*read)[1].value(), -3);
}

TEST(RuleValues, HoldFromTheDayThatIsNamedAndSayOnWhatTheyRest) {
  const auto read = ValuesGiven("--set", {"months=6@2026-04-01 The board of 12 March, item 4=b"});
  ASSERT_TRUE(read);
  ASSERT_EQ(read->size(), 1);
  EXPECT_EQ((*read)[0].name(), "months");
  EXPECT_EQ((*read)[0].value(), 6);
  EXPECT_EQ((*read)[0].from_on(), "2026-04-01");
  EXPECT_EQ((*read)[0].reference(), "The board of 12 March, item 4=b");
}

class Mistyped : public testing::TestWithParam<const char*> {};

TEST_P(Mistyped, IsRefusedAsItWasTyped) {
  const auto read = ValuesGiven("--set", {"months=6", GetParam()});
  ASSERT_FALSE(read);
  EXPECT_EQ(read.problem().reason, "USAGE");
  EXPECT_THAT(read.problem().message, testing::StartsWith("--set "));
}

INSTANTIATE_TEST_SUITE_P(Each, Mistyped,
                         testing::Values("", "months", "months=", "months=six", "months=6.5",
                                         "months=6@", "months@2026-04-01", "months= 6",
                                         "months=6x@2026-04-01"));

}  // namespace
}  // namespace caseload::cli
