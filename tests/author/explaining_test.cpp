// SPDX-License-Identifier: Apache-2.0
// What an author is told by `caseload-rule explain` and `bench`.
#include "rules/author/explaining.h"

#include <gmock/gmock.h>

#include "author/workbench.h"
#include "rules/author/timing.h"

namespace caseload::rules {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kTwo[] = R"(Vignette: A visit without the child
Settings: {"due_days": 2}
Child: born 2015-06-01
History: complete from 2015-01-01
Case this: referred 2024-01-08
Entry plan: child protection plan in this, from 2024-02-05
Entry seen: visit in this, on 2024-02-12, under cp, child seen, not seen alone
Asked: about this, as of 2024-02-27
Finds: nothing

Vignette: Another
Child: born 2015-06-01
Case this: referred 2024-01-08
Asked: about this, as of 2024-02-27
Finds: nothing
)";

struct Told {
  Outcome outcome;
  std::string text;
};
Told Explained(const std::string& rule, const std::string& vignettes, const Question& question) {
  const auto candidate = Opened(rule);
  std::ostringstream out;
  auto outcome = Explain(*candidate, VignetteText(vignettes), question, out);
  return {std::move(outcome), out.str()};
}

TEST(Explaining, ShowsTheRowsTheFindingsAndWhatTheyRestOn) {
  const auto told =
      Explained(ReleasePackage("visits-seen"), kTwo, {.title = "A visit without the child"});
  ASSERT_TRUE(told.outcome) << told.outcome.error().message;
  EXPECT_THAT(told.text, HasSubstr("as of 2024-02-27\n"));
  EXPECT_THAT(told.text, HasSubstr("due_days = 2 days\n"));
  EXPECT_THAT(told.text, HasSubstr("alone_days = 90 days (default)\n"));
  EXPECT_THAT(told.text, HasSubstr("the history is complete from 2015-01-01\n"));
  EXPECT_THAT(told.text, HasSubstr("case this               referred 2024-01-08, open"));
  EXPECT_THAT(told.text, HasSubstr("child protection plan, in this, from 2024-02-05"));
  EXPECT_THAT(told.text,
              HasSubstr("visit, under cp, in this, on 2024-02-12, child seen, not seen alone"));
  EXPECT_THAT(told.text, HasSubstr("BREACH CP_NOT_SEEN: "));
  EXPECT_THAT(told.text, HasSubstr("15 more than 14 days"));
  EXPECT_THAT(told.text, HasSubstr("because of entry seen on 2024-02-12"));
  EXPECT_THAT(told.text, HasSubstr("looked at again on 2024-02-28"));
}

TEST(Explaining, KnowsOnlyWhatWasKnownOnTheDayAskedFor) {
  const auto told =
      Explained(ReleasePackage("visits-seen"), kTwo,
                {.title = "A visit without the child", .on = ParseDate("2024-02-11")});
  ASSERT_TRUE(told.outcome) << told.outcome.error().message;
  EXPECT_THAT(told.text, HasSubstr("as of 2024-02-11"));
  EXPECT_THAT(told.text, Not(HasSubstr("entry seen")));
}

TEST(Explaining, ShowsWhatTheRuleNearlySaid) {
  const auto told =
      Explained(GuestFile("near"),
                "Vignette: made up\nChild: born 2015-05-01\nCase this: referred 2024-01-01\n"
                "Asked: about this, as of 2024-02-01\nFinds: nothing\n",
                {});
  ASSERT_TRUE(told.outcome) << told.outcome.error().message;
  EXPECT_THAT(told.text, HasSubstr("It says\n  nothing\n"));
  EXPECT_THAT(told.text, HasSubstr("It weighed, and did not say\n  PROMPT OPEN: Open for 31 of "
                                   "1000 days\n    31 at least 1000 days\n"));
  EXPECT_THAT(told.text, HasSubstr("not asked for: children, spans, events, concerns"));
}

TEST(Explaining, TakesSettingsOverThoseOfTheVignette) {
  const auto told =
      Explained(ReleasePackage("visits-seen"), kTwo,
                {.title = "A visit without the child", .settings = {{"due_days", {{kAlways, 9}}}}});
  ASSERT_TRUE(told.outcome) << told.outcome.error().message;
  EXPECT_THAT(told.text, HasSubstr("due_days = 9 days\n"));
  const auto beyond =
      Explained(ReleasePackage("visits-seen"), kTwo,
                {.title = "Another", .settings = {{"due_days", {{kAlways, 1'000'000}}}}});
  ASSERT_FALSE(beyond.outcome);
  EXPECT_THAT(beyond.outcome.error().message, HasSubstr("must lie between"));
}

TEST(Explaining, NamesTheTitlesThereAreForOneThatIsNot) {
  const auto unknown = Explained(ReleasePackage("visits-seen"), kTwo, {.title = "No such"});
  ASSERT_FALSE(unknown.outcome);
  EXPECT_EQ(unknown.outcome.error().reason, v1::ERROR_REASON_NOT_FOUND);
  EXPECT_THAT(unknown.outcome.error().message,
              HasSubstr("\n  A visit without the child\n  Another"));
  const auto several = Explained(ReleasePackage("visits-seen"), kTwo, {});
  ASSERT_FALSE(several.outcome);
  EXPECT_THAT(several.outcome.error().message, HasSubstr("name one with --title"));
}

TEST(Explaining, SaysWhenTheCaseHadNotBegunOnTheDay) {
  const auto told = Explained(ReleasePackage("visits-seen"), kTwo,
                              {.title = "Another", .on = ParseDate("2023-01-01")});
  ASSERT_FALSE(told.outcome);
  EXPECT_EQ(told.outcome.error().reason, v1::ERROR_REASON_NOT_KNOWN_THEN);
}

TEST(Timing, TellsWhatARuleTakesAndHowFarThatCanBeBelieved) {
  const auto candidate = Opened(ReleasePackage("recurrence"));
  std::ostringstream out;
  const auto timed = Time(*candidate, {{"referral_months", {{kAlways, 6}}}}, 2, out);
  ASSERT_TRUE(timed) << timed.error().message;
  EXPECT_THAT(out.str(), HasSubstr("caseload.recurrence 1.0.0, "));
  EXPECT_THAT(out.str(), HasSubstr("1,024 together"));
  EXPECT_THAT(out.str(), HasSubstr("one at a time"));
  EXPECT_THAT(out.str(), HasSubstr("slowest, of "));
  EXPECT_THAT(out.str(), HasSubstr("a smaller difference says nothing"));
}

TEST(Timing, IsOfNoUseForARuleThatFails) {
  const auto candidate = Opened(GuestFile("crashes"));
  std::ostringstream out;
  EXPECT_FALSE(Time(*candidate, {}, 2, out));
  EXPECT_FALSE(
      Time(*Opened(ReleasePackage("recurrence")), {{"unheard_of", {{kAlways, 6}}}}, 2, out));
}

TEST(Timing, TakesTheMiddleOfItsRounds) {
  const auto spread = SpreadOf({5, 1, 9, 3, 7});
  EXPECT_EQ(spread.least, 1);
  EXPECT_EQ(spread.median, 5);
  EXPECT_EQ(spread.most, 9);
}

TEST(Candidate, IsALibraryOrAPackageAndNothingElse) {
  const Folder folder;
  folder.Write("text.clrule", "not a package");
  const auto neither = Candidate::Open(folder.path() / "text.clrule", TheWorkshop());
  ASSERT_FALSE(neither);
  EXPECT_THAT(neither.error().message, HasSubstr("is neither a library nor a package"));
  EXPECT_FALSE(Candidate::Open(folder.path() / "missing.so", TheWorkshop()));
  EXPECT_EQ(Opened(GuestFile("near"))->vignettes().size(), 0u);
  EXPECT_EQ(Opened(ReleasePackage("recurrence"))->vignettes().size(), 2u);
}

TEST(Candidate, IsSetByNameAndWholeNumber) {
  const auto set = SettingsOf({"months=18", "days=-3", "months=12@2026-04-01"});
  ASSERT_TRUE(set);
  EXPECT_EQ(*set, (RuleSettings{{"months", {{kAlways, 18}, {*ParseDate("2026-04-01"), 12}}},
                                {"days", {{kAlways, -3}}}}));
  for (const char* wrong :
       {"months", "months=", "months=1.5", "months=ten", "months=1@", "months=1@2024-02-30"})
    EXPECT_FALSE(SettingsOf({wrong})) << wrong;
}

TEST(Candidate, ComesWithVignettesOfFilesAndFolders) {
  const Folder folder;
  folder.Write("b.vignette.txt", "B");
  folder.Write("a.vignette.txt", "A");
  folder.Write("README.md", "No vignette");
  const auto files = VignetteFiles({folder.path(), folder.path() / "b.vignette.txt"});
  ASSERT_TRUE(files);
  ASSERT_EQ(files->size(), 3u);
  EXPECT_EQ(files->front().content(), "A");
  const Folder empty;
  EXPECT_FALSE(VignetteFiles({empty.path()}));
  EXPECT_FALSE(VignetteFiles({empty.path() / "missing.vignette.txt"}));
}

}  // namespace
}  // namespace caseload::rules
