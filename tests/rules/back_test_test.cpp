// SPDX-License-Identifier: Apache-2.0
// What is kept of a back-test's answers, and what is made of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/back_test/days.h"
#include "rules/back_test/report.h"

namespace caseload::rules {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<std::string> Days(const char* first, const char* last, v1::BackTestStep step,
                              std::size_t most = 240) {
  std::vector<std::string> texts;
  for (const Date day : BackTestDays(*ParseDate(first), *ParseDate(last), step, most))
    texts.push_back(FormatDate(day));
  return texts;
}

TEST(BackTestDays, AreTheEndsOfMonthsOrWeeksWithinTheTime) {
  const auto months = v1::BACK_TEST_STEP_MONTH_ENDS;
  EXPECT_THAT(Days("2024-01-31", "2024-03-30", months), ElementsAre("2024-01-31", "2024-02-29"));
  EXPECT_THAT(Days("2023-12-31", "2023-12-31", months), ElementsAre("2023-12-31"));
  EXPECT_THAT(Days("2024-02-01", "2024-02-28", months), IsEmpty());
  const auto weeks = v1::BACK_TEST_STEP_WEEK_ENDS;
  EXPECT_THAT(Days("2024-06-03", "2024-06-16", weeks), ElementsAre("2024-06-09", "2024-06-16"));
  EXPECT_THAT(Days("2024-06-09", "2024-06-15", weeks), ElementsAre("2024-06-09"));
  EXPECT_THAT(Days("2024-06-04", "2024-09-01", v1::BACK_TEST_STEP_UNSPECIFIED),
              ElementsAre("2024-06-04"));
  EXPECT_THAT(Days("1990-01-01", "2024-09-01", months, 10), SizeIs(11));
}

// One word for each question: "" is silence, "!" a failure, else the codes that were said.
Heard Words(const std::vector<std::string>& words) {
  Heard heard;
  for (const auto& word : words) {
    if (word == "!") {
      heard.Fail("it fell");
      continue;
    }
    for (const char code : word) heard.said.push_back(static_cast<std::uint16_t>(code - 'A'));
    heard.End();
  }
  return heard;
}

Tally TwoCodes(std::size_t sides) {
  return Tally({{"A", v1::FINDING_KIND_PROMPT}, {"B", v1::FINDING_KIND_DATA_GAP}}, sides, 10);
}

Telling MayAndJune() {
  Telling telling;
  telling.days = {*ParseDate("2024-05-31"), *ParseDate("2024-06-30")};
  telling.named = 2;
  telling.case_id = [](std::uint32_t number) -> Result<std::string> {
    return "case " + std::to_string(number);
  };
  telling.keys = [](std::uint32_t number, std::size_t) -> Result<Telling::Keys> {
    return Telling::Keys{{"HARM.NEGLECT"}, number < 5 ? "a team" : ""};
  };
  return telling;
}

TEST(BackTestTally, CountsACaseOnceAndAQuestionEachTime) {
  auto tally = TwoCodes(1);
  const std::vector<std::uint32_t> cases{3, 7, 9};
  tally.Take(0, cases, std::vector{Words({"A", "", "AAB"})});
  tally.Take(1, cases, std::vector{Words({"A", "B", ""})});
  const auto report = CountsOf(tally);
  const auto& side = report.sides(0);
  EXPECT_EQ(side.questions(), 6U);
  EXPECT_EQ(side.cases(), 3U);
  EXPECT_EQ(side.questions_spoken_of(), 4U);
  EXPECT_EQ(side.cases_spoken_of(), 3U);
  ASSERT_EQ(side.codes_size(), 2);
  EXPECT_EQ(side.codes(0).findings(), 4U);
  EXPECT_EQ(side.codes(0).questions(), 3U);
  EXPECT_EQ(side.codes(0).cases(), 2U);
  EXPECT_EQ(side.codes(1).kind(), v1::FINDING_KIND_DATA_GAP);
  EXPECT_FALSE(report.has_comparison());
}

TEST(BackTestTally, NeverTakesAFailureForSilence) {
  auto tally = TwoCodes(2);
  const std::vector<std::uint32_t> cases{1, 2, 3};
  const std::vector said{Words({"A", "!", "A"}), Words({"A", "A", "!"})};
  tally.Take(0, cases, said);
  const auto report = WholeReport(tally, MayAndJune());
  ASSERT_TRUE(report);
  EXPECT_EQ(report->sides(0).questions_failed(), 1U);
  ASSERT_EQ(report->sides(0).failed_size(), 1);
  EXPECT_EQ(report->sides(0).failed(0).case_id(), "case 2");
  EXPECT_EQ(report->sides(0).failed(0).because(), "it fell");
  EXPECT_EQ(report->comparison().not_compared(), 2U);
  EXPECT_EQ(report->comparison().all().both(), 1U);
  EXPECT_EQ(report->comparison().all().only_first(), 0U);
  EXPECT_EQ(report->comparison().all().only_second(), 0U);
}

TEST(BackTestReport, SaysWhereTwoSidesDiffer) {
  auto tally = TwoCodes(2);
  const std::vector<std::uint32_t> cases{1, 2, 3, 4, 5, 6};
  tally.Take(0, cases,
             std::vector{Words({"A", "A", "", "", "", "A"}), Words({"A", "B", "B", "", "", ""})});
  tally.Take(1, cases,
             std::vector{Words({"", "", "", "A", "A", ""}), Words({"", "", "", "", "", "A"})});
  const auto report = WholeReport(tally, MayAndJune());
  ASSERT_TRUE(report);
  const auto& all = report->comparison().all();
  EXPECT_EQ(all.only_first(), 2U);
  EXPECT_EQ(all.only_second(), 1U);
  EXPECT_EQ(all.both(), 3U);
  ASSERT_EQ(all.named_only_first_size(), 2);
  EXPECT_EQ(all.named_only_first(0).case_id(), "case 4");
  EXPECT_EQ(all.named_only_first(0).on(), "2024-06-30");
  EXPECT_EQ(all.named_both_size(), 2) << "no more are named than were asked for";
  const auto& a = report->comparison().codes(0).overlap();
  EXPECT_EQ(a.only_first(), 3U);
  EXPECT_EQ(a.both(), 2U);
  const auto& b = report->comparison().codes(1).overlap();
  EXPECT_EQ(b.only_second(), 2U);
  ASSERT_EQ(report->comparison().by_team_size(), 2);
  EXPECT_EQ(report->comparison().by_team(0).key(), "");
  EXPECT_EQ(report->comparison().by_team(0).only_first(), 1U);
  EXPECT_EQ(report->comparison().by_team(1).only_first(), 1U);
  EXPECT_EQ(report->comparison().by_team(1).only_second(), 1U);
  ASSERT_EQ(report->comparison().by_concern_size(), 1);
  EXPECT_EQ(report->comparison().by_concern(0).only_first(), 2U);
}

TEST(BackTestReport, HoldsTheFirstWordAgainstWhatCameAfterIt) {
  auto tally = TwoCodes(1);
  const std::vector<std::uint32_t> cases{1, 2, 3, 4, 5, 6, 7};
  tally.Take(0, cases, std::vector{Words({"A", "A", "", "A", "!", "", "A"})});
  tally.Take(1, cases, std::vector{Words({"A", "", "", "", "", "A", ""})});
  auto telling = MayAndJune();
  telling.within_days = 30;
  telling.today = *ParseDate("2024-07-15");
  const std::map<std::uint32_t, std::vector<const char*>> came{
      {1, {"2024-05-31", "2024-06-10"}},  // that on the day of the word is not after it
      {2, {"2024-06-20"}},
      {3, {"2024-06-05"}},
      {4, {"2024-07-05"}},  // too late to have followed
      {5, {"2024-06-05"}},
      {7, {"2024-04-01"}}};
  telling.outcomes = [&](std::uint32_t number) {
    std::vector<Date> days;
    const auto found = came.find(number);
    if (found == came.end()) return days;
    for (const char* day : found->second) days.push_back(*ParseDate(day));
    return days;
  };
  const auto report = WholeReport(tally, telling);
  ASSERT_TRUE(report);
  const auto& held = report->sides(0).foresight();
  EXPECT_EQ(held.followed(), 2U);
  EXPECT_EQ(held.not_followed(), 2U);
  EXPECT_EQ(held.not_yet_known(), 1U) << "thirty days after June are not over";
  EXPECT_EQ(held.least_lead_days(), 10);
  EXPECT_EQ(held.median_lead_days(), 10);
  EXPECT_EQ(held.most_lead_days(), 20);
  EXPECT_EQ(held.outcomes(), 5U);
  EXPECT_EQ(held.outcomes_without_word(), 1U);
  EXPECT_EQ(held.outcomes_after_failure(), 1U);
  EXPECT_EQ(report->sides(0).codes(0).foresight().followed(), 2U);
}

}  // namespace
}  // namespace caseload::rules
