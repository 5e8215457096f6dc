// SPDX-License-Identifier: Apache-2.0
// What is found of a rule that is followed through the days on which nobody records anything.
#include "rules/proof/course.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/subjects.h"

namespace caseload::rules {
namespace {

using ::testing::HasSubstr;

Answer Saying(const std::string& code, std::optional<Date> again = {}) {
  Answer answer;
  answer.look_again_on = again;
  if (!code.empty()) answer.findings.emplace_back().set_code(code);
  return answer;
}

// A rule made of what it answers on a day.
AskSubjects Rule(std::function<Result<Answer>(Date)> on) {
  return [on = std::move(on)](std::span<const SubjectFacts> subjects) {
    std::vector<Result<Answer>> answers;
    for (const auto& facts : subjects) answers.push_back(on({facts.rows.as_of}));
    return Result<std::vector<Result<Answer>>>(std::move(answers));
  };
}

SubjectFacts Sample() { return *FactsOf(SampleSubject(), Day("2024-03-01"), SampleNumbers()); }
const std::vector<Edge> kEdges{{*ParseDate("2024-06-01"), "an edge"},
                               {*ParseDate("2025-06-01"), "a far edge"}};
const Date kChange = *ParseDate("2024-09-17");

TEST(Course, FindsTheVeryDayOfAChange) {
  const auto course =
      Follow(Sample(), kEdges,
             Rule([](Date day) { return day < kChange ? Saying("", kChange) : Saying("LATE"); }));
  ASSERT_TRUE(course);
  ASSERT_EQ(course->changes.size(), 1u);
  EXPECT_EQ(course->looks[course->changes[0]].day, kChange);
  EXPECT_EQ(course->looks[course->changes[0] - 1].day, kChange - 1);
  EXPECT_FALSE(course->lie);
}

TEST(Course, CatchesARuleThatNeverNamesTheDay) {
  const auto course =
      Follow(Sample(), kEdges, Rule([](Date day) { return Saying(day < kChange ? "" : "LATE"); }));
  ASSERT_TRUE(course);
  ASSERT_TRUE(course->lie);
  EXPECT_EQ(course->lie->looked, Day("2024-03-01"));
  EXPECT_EQ(course->lie->again, std::nullopt);
  EXPECT_EQ(course->lie->changed, kChange);
  EXPECT_THAT(InWords(*course->lie), HasSubstr("on no day, and on 2024-09-17"));
}

TEST(Course, CatchesARuleThatNamesTheDayAfter) {
  const auto course = Follow(Sample(), kEdges, Rule([](Date day) {
                               return day < kChange ? Saying("", kChange + 1) : Saying("LATE");
                             }));
  ASSERT_TRUE(course);
  ASSERT_TRUE(course->lie);
  EXPECT_EQ(course->lie->changed, kChange);
}

TEST(Course, LetsARuleNameADayTooEarly) {
  const auto course = Follow(Sample(), kEdges, Rule([](Date day) {
                               const Date early = Day("2024-05-01");
                               if (day < early) return Saying("", early);
                               return day < kChange ? Saying("", kChange) : Saying("LATE");
                             }));
  ASSERT_TRUE(course);
  EXPECT_FALSE(course->lie);
}

// It says so only for a week, between two edges that look alike.
TEST(Course, LooksAroundTheDaysTheRuleNames) {
  const auto course = Follow(Sample(), kEdges, Rule([](Date day) {
                               if (day < kChange) return Saying("", kChange);
                               return day < kChange + 7 ? Saying("LATE") : Saying("");
                             }));
  ASSERT_TRUE(course);
  ASSERT_TRUE(course->lie);
  EXPECT_EQ(course->lie->looked, kChange);
  EXPECT_EQ(course->lie->changed, kChange + 7);
}

TEST(Course, FailsWithTheDayOnWhichTheRuleFails) {
  const auto course = Follow(Sample(), kEdges, Rule([](Date day) -> Result<Answer> {
                               if (day == Day("2024-06-01"))
                                 return Error{v1::ERROR_REASON_RULE_FAILED, "it fell over"};
                               return Saying("");
                             }));
  ASSERT_FALSE(course);
  EXPECT_EQ(course.error().message, "on 2024-06-01: it fell over");
}

TEST(Course, FailsWhenTheRuleDoesNotRepeatItself) {
  int asked = 0;
  const auto course = Follow(
      Sample(), kEdges, Rule([&](Date) { return Saying("NUMBER_" + std::to_string(++asked)); }));
  ASSERT_FALSE(course);
  EXPECT_THAT(course.error().message, HasSubstr("something else of the same facts"));
}

TEST(Course, FreezesTheRecordButNotAPregnancy) {
  auto subject = SampleSubject();
  subject.child.clear_born_on();
  subject.child.set_expected_on("2024-06-20");
  const auto facts = FactsOf(subject, Day("2024-03-01"), SampleNumbers());
  ASSERT_TRUE(facts);
  ASSERT_EQ(facts->rows.children.at(0).birth, CASELOAD_DAY_NONE);
  const auto before = FrozenUntil(*facts, Day("2024-06-19"));
  EXPECT_EQ(before.rows.as_of, Day("2024-06-19").days);
  EXPECT_EQ(before.rows.children.at(0).birth, CASELOAD_DAY_NONE);
  // As the record itself says of that day.
  const auto on = FrozenUntil(*facts, Day("2024-06-20"));
  const auto then = FactsOf(subject, Day("2024-06-20"), SampleNumbers());
  EXPECT_EQ(PackFacts(on.rows), PackFacts(then->rows));
}

}  // namespace
}  // namespace caseload::rules
