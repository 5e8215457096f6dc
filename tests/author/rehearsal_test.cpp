// SPDX-License-Identifier: Apache-2.0
// What an author is told by `caseload-rule test`.
#include "rules/author/rehearsal.h"

#include <gmock/gmock.h>

#include "author/workbench.h"

namespace caseload::rules {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

struct Told {
  Result<Rehearsed> rehearsed;
  std::string text;
};
Told Tried(const std::string& rule, const std::vector<v1::RuleFile>& files,
           Days days = Days::kChanges) {
  const auto candidate = Opened(rule);
  std::ostringstream out;
  auto rehearsed = Rehearse(*candidate, files, days, out);
  return {std::move(rehearsed), out.str()};
}

// Open on the hundredth day, which it names a day late.
constexpr char kOpen[] =
    "Vignette: made up\nChild: born 2015-05-01\nCase this: referred 2024-01-01\n"
    "Asked: about this, as of 2024-02-01\nFinds: nothing\n";

class BuiltIn : public testing::TestWithParam<std::string> {};

// On every day around every window of every vignette: it answers, repeats itself, rests on what it
// was shown, and names the day on which it will say something else.
TEST_P(BuiltIn, RulesPassTheirAuthorsTest) {
  const auto candidate = Opened(ReleasePackage(GetParam()));
  ASSERT_FALSE(candidate->vignettes().empty());
  std::ostringstream out;
  const auto rehearsed = Rehearse(*candidate, candidate->vignettes(), Days::kChanges, out);
  ASSERT_TRUE(rehearsed) << rehearsed.error().message;
  EXPECT_TRUE(rehearsed->AllPassed()) << out.str();
  EXPECT_EQ(rehearsed->broken, 0) << out.str();
  EXPECT_GT(rehearsed->days, 1'000u);
}

std::vector<std::string> RulesOfTheRelease() {
  std::vector<std::string> rules;
  for (const auto& entry : std::filesystem::directory_iterator(CASELOAD_PLUGINS)) {
    if (std::filesystem::exists(entry.path() / "rule.cpp"))
      rules.push_back(entry.path().filename().string());
  }
  std::ranges::sort(rules);
  return rules;
}

INSTANTIATE_TEST_SUITE_P(Of, BuiltIn, testing::ValuesIn(RulesOfTheRelease()),
                         [](const auto& param) {
                           std::string name = param.param;
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

TEST(Rehearsal, ShowsTheDaysOnWhichTheAnswerChangesByItself) {
  const auto told = Tried(ReleasePackage("drift"), {VignetteText(R"(Vignette: A long plan
Child: born 2015-05-01
History: complete from 2015-01-01
Case this: referred 2023-01-01
Entry plan: child protection plan in this, from 2023-01-31
Asked: about this, as of 2023-03-01
Finds: nothing
)")});
  ASSERT_TRUE(told.rehearsed);
  EXPECT_TRUE(told.rehearsed->AllPassed()) << told.text;
  EXPECT_THAT(told.text, HasSubstr("2024-04-30  says PLAN_LONG  (entry plan on 2023-01-31 + 15 "
                                   "months (plan_months)"));
  EXPECT_THAT(told.text, HasSubstr("2025-01-31  says PLAN_VERY_LONG; no longer says PLAN_LONG"));
}

TEST(Rehearsal, ListsEveryDayWhenAskedTo) {
  const auto few = Tried(GuestFile("near"), {VignetteText(kOpen)});
  const auto all = Tried(GuestFile("near"), {VignetteText(kOpen)}, Days::kAll);
  EXPECT_THAT(few.text, Not(HasSubstr("2025-02-28")));
  EXPECT_THAT(all.text, HasSubstr("2025-02-28  nothing  look again on 2026-09-27"));
  EXPECT_THAT(all.text, HasSubstr("2026-09-27  OPEN  look again on 2026-09-28"));
}

TEST(Rehearsal, SaysWhereRuleAndVignetteDisagree) {
  const auto told =
      Tried(GuestFile("near"), {VignetteText(std::string(kOpen) + "\n" +
                                             "Vignette: another\nChild: born 2015-05-01\n"
                                             "Case this: referred 2024-01-01\n"
                                             "Asked: about this, as of 2024-02-01\n"
                                             "Finds: PROMPT OPEN, 31 of 1000 days\n"
                                             "  because of case this on 2024-01-01\n")});
  ASSERT_TRUE(told.rehearsed);
  EXPECT_FALSE(told.rehearsed->AllPassed());
  EXPECT_EQ(told.rehearsed->passed, 1);
  EXPECT_EQ(told.rehearsed->failed, 1);
  EXPECT_THAT(told.text, HasSubstr("passed    made_up.vignette.txt: made up\n"));
  EXPECT_THAT(told.text, HasSubstr("FAILED    made_up.vignette.txt: another\n"));
  EXPECT_THAT(told.text, HasSubstr("it must find PROMPT OPEN, 31 of 1000 days"));
}

TEST(Rehearsal, CatchesARuleThatNamesItsDayTooLate) {
  const auto told = Tried(GuestFile("names_late"), {VignetteText(kOpen)});
  ASSERT_TRUE(told.rehearsed);
  EXPECT_FALSE(told.rehearsed->AllPassed());
  EXPECT_EQ(told.rehearsed->failed, 1);
  EXPECT_EQ(told.rehearsed->broken, 1);
  EXPECT_THAT(told.text, HasSubstr("looked at again on 2024-04-11, and on 2024-04-10 it says "
                                   "something else though nobody recorded anything"));
}

TEST(Rehearsal, NamesTheDayOnWhichARuleFails) {
  const auto told = Tried(GuestFile("unlisted"), {VignetteText(kOpen)});
  ASSERT_TRUE(told.rehearsed);
  EXPECT_FALSE(told.rehearsed->AllPassed());
  EXPECT_GT(told.rehearsed->broken, 0);
  EXPECT_THAT(told.text, HasSubstr("failed"));
}

TEST(Rehearsal, SkipsWhatSpeaksOfOtherRules) {
  const std::string story =
      "Vignette: a story\nChild: born 2015-05-01\n"
      "Case this: referred 2024-01-01\nAsked: about this, on every day\n"
      "Must not speak: drift PLAN_LONG, before 2024-03-01\n";
  const auto others = Tried(GuestFile("near"), {VignetteText(story)});
  ASSERT_TRUE(others.rehearsed);
  EXPECT_EQ(others.rehearsed->skipped, 1);
  // Nothing was asked of it, so nothing was passed.
  EXPECT_FALSE(others.rehearsed->AllPassed());
  const auto own = Tried(ReleasePackage("drift"), {VignetteText(story)});
  ASSERT_TRUE(own.rehearsed);
  EXPECT_TRUE(own.rehearsed->AllPassed()) << own.text;
}

TEST(Rehearsal, RefusesAPromiseOfWhatTheRuleCannotSay) {
  const auto told =
      Tried(GuestFile("near"), {VignetteText("Vignette: a story\nChild: born 2015-05-01\n"
                                             "Case this: referred 2024-01-01\n"
                                             "Asked: about this, on every day\n"
                                             "Must not speak: near OPENED, before 2024-03-01\n")});
  ASSERT_TRUE(told.rehearsed);
  EXPECT_EQ(told.rehearsed->failed, 1);
  EXPECT_THAT(told.text, HasSubstr("OPENED is not in the rule's catalogue"));
}

TEST(Rehearsal, IsRefusedForAVignetteThatCannotBeReadOrSet) {
  const auto unreadable = Tried(GuestFile("near"), {VignetteText("Vignette: one\nNonsense\n")});
  ASSERT_FALSE(unreadable.rehearsed);
  EXPECT_THAT(unreadable.rehearsed.error().message, HasSubstr("line 2 is not understood"));
  const auto unknown = Tried(
      GuestFile("near"),
      {VignetteText("Vignette: one\nSettings: {\"x\": 1}\n" + std::string(kOpen).substr(18))});
  ASSERT_FALSE(unknown.rehearsed);
  EXPECT_THAT(unknown.rehearsed.error().message, HasSubstr("x is not known to this rule"));
}

}  // namespace
}  // namespace caseload::rules
