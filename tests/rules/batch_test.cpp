// SPDX-License-Identifier: Apache-2.0
// Many cases at a time: what a rule says of each, and what becomes of the others when one is
// poison.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/child_processes.h"
#include "rules/guests.h"
#include "rules/host/fault_budget.h"

namespace caseload::rules {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

struct Open {
  Folder folder;
  std::unique_ptr<RuleBook> book;
  Open(const std::string& guest, RuleLimits limits = kPatient) {
    folder.Bring(GuestFile(guest));
    book = OpenFolder(folder, limits);
  }
};

// Places of those that have no answer.
std::vector<std::size_t> SetAside(const std::vector<Result<Answer>>& answers) {
  std::vector<std::size_t> aside;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (!answers[i]) aside.push_back(i);
  }
  return aside;
}

// One of those that `poison` crashes on, referred on a day of March.
SubjectFacts Unbearable(int day) {
  return ManySubjects(31, "2020-03-01")[static_cast<std::size_t>(day)];
}

TEST(Batch, AnswersEachSubjectInItsPlace) {
  const Open open("near");
  const auto subjects = ManySubjects(2500, "2001-01-01");
  const auto said = open.book->InForce()->Ask("test.near", subjects, Why::kAsked);
  ASSERT_TRUE(said) << said.error().message;
  ASSERT_THAT(*said, SizeIs(2500));
  for (std::size_t i = 0; i < said->size(); ++i) {
    const auto& answer = (*said)[i];
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_THAT(answer->findings, SizeIs(0));
    ASSERT_THAT(answer->near_misses, SizeIs(1));
    EXPECT_EQ(answer->near_misses[0].evidence(0).id(), "case-" + std::to_string(i));
    EXPECT_EQ(answer->look_again_on->days, subjects[i].rows.cases[0].referred + 1000);
  }
}

TEST(Batch, KeepsNearMissesToItselfUnlessAskedWhy) {
  const Open open("near");
  const auto said = open.book->InForce()->Ask("test.near", ManySubjects(1, "2020-01-01"));
  ASSERT_TRUE(said && said->front());
  EXPECT_THAT(said->front()->near_misses, SizeIs(0));
  EXPECT_TRUE(said->front()->look_again_on);
}

TEST(Batch, LosesOneCaseToOneThatCrashesAndOneToOneThatHangs) {
  const Open open("poison", {.evaluation = std::chrono::milliseconds(300),
                             .batch = std::chrono::seconds(60),
                             .load = std::chrono::seconds(60)});
  // From the end of January on: a case of March, one of April, and a thousand others.
  auto subjects = ManySubjects(1000, "2021-01-01");
  subjects[700] = ManySubjects(1, "2020-03-05")[0];
  subjects[900] = ManySubjects(1, "2020-04-05")[0];
  const auto said = open.book->InForce()->Ask("test.poison", subjects);
  ASSERT_TRUE(said);
  EXPECT_THAT(SetAside(*said), ::testing::ElementsAre(700, 900));
  EXPECT_THAT((*said)[700].error().message, HasSubstr(kCrash));
  EXPECT_THAT((*said)[900].error().message, HasSubstr("did not answer in time"));
  EXPECT_EQ((*said)[999]->findings[0].evidence(0).id(), "case-999");
  EXPECT_EQ(open.book->InForce()->List()[0].state(), v1::RULE_STATE_ACTIVE);
}

TEST(Batch, FindsThePoisonOfARuleThatDoesNotSayWhereItIs) {
  const Open open("silent_poison");
  auto subjects = ManySubjects(20, "2021-01-01");
  subjects[13] = ManySubjects(1, "2020-03-05")[0];
  const auto said = open.book->InForce()->Ask("test.silent-poison", subjects);
  ASSERT_TRUE(said);
  EXPECT_THAT(SetAside(*said), ::testing::ElementsAre(13));
}

TEST(Batch, AsksInSmallerPartsWhenAllTogetherTakeTooLong) {
  auto limits = kPatient;
  limits.batch = std::chrono::milliseconds(1);
  limits.failures_in_a_row = 1;
  const Open open("slow", limits);
  const auto said = open.book->InForce()->Ask("test.slow", ManySubjects(40, "2021-01-01"));
  ASSERT_TRUE(said);
  EXPECT_THAT(SetAside(*said), SizeIs(0));
  EXPECT_EQ((*said)[39]->findings[0].evidence(0).id(), "case-39");
  EXPECT_EQ(open.book->InForce()->List()[0].state(), v1::RULE_STATE_ACTIVE);
}

TEST(Batch, DoesNotBlameARuleForAMachineThatStartsNoWorker) {
  Folder folder;
  folder.Bring(GuestFile("poison"));
  const auto program = folder.path() / "worker";
  std::filesystem::create_symlink(CASELOAD_RULE_WORKER, program);
  const auto book = OpenFolder(folder.path(), program, {SampleNumbers(), {}}, kPatient);
  const auto harmless = ManySubjects(1, "2021-01-01");
  const auto ask = [&](const std::vector<SubjectFacts>& about) {
    return std::move(book->InForce()->Ask("test.poison", about)->front());
  };
  std::filesystem::remove(program);
  // The worker, and the one that stood by.
  EXPECT_EQ(ask({Unbearable(4)}).error().reason, v1::ERROR_REASON_RULE_FAILED);
  EXPECT_EQ(ask({Unbearable(5)}).error().reason, v1::ERROR_REASON_RULE_FAILED);
  for (int time = 1; time <= 5; ++time)
    EXPECT_EQ(ask(harmless).error().reason, v1::ERROR_REASON_BUSY);
  std::filesystem::create_symlink(CASELOAD_RULE_WORKER, program);
  EXPECT_TRUE(ask(harmless));
}

TEST(Batch, PutsARuleOutOfForceToWhichTooMuchIsPoison) {
  auto limits = kPatient;
  limits.failures_in_an_hour = 5;
  const Open open("poison", limits);
  auto subjects = ManySubjects(40, "2021-01-01");
  for (std::size_t place = 1; place < 40; place += 4)
    subjects[place] = Unbearable(static_cast<int>(place) / 4);
  const auto said = open.book->InForce()->Ask("test.poison", subjects);
  ASSERT_TRUE(said);
  EXPECT_THAT(open.book->InForce()->List()[0].refused_because(),
              HasSubstr("failed 5 times within an hour"));
  EXPECT_THAT((*said)[1].error().message, HasSubstr(kCrash));
  EXPECT_EQ((*said)[39].error().reason, v1::ERROR_REASON_RULE_UNAVAILABLE);
}

// Somebody who looks at one case again and again takes the rule from nobody else.
TEST(Batch, DoesNotPutARuleOutOfForceForOneCaseThatIsAskedAboutAgain) {
  auto limits = kPatient;
  limits.failures_in_an_hour = 3;
  const Open open("poison", limits);
  const auto ask = [&](const SubjectFacts& about) {
    return std::move(open.book->InForce()->Ask("test.poison", {&about, 1})->front());
  };
  for (int time = 1; time <= 10; ++time) {
    auto same = Unbearable(4);
    same.rows.as_of += time;  // it was asked about each day anew
    EXPECT_EQ(ask(same).error().reason, v1::ERROR_REASON_RULE_FAILED);
  }
  EXPECT_EQ(open.book->InForce()->List()[0].state(), v1::RULE_STATE_ACTIVE);
  EXPECT_EQ(ask(Unbearable(5)).error().reason, v1::ERROR_REASON_RULE_FAILED);
  EXPECT_TRUE(ask(ManySubjects(1, "2021-01-01")[0]));
  EXPECT_EQ(ask(Unbearable(6)).error().reason, v1::ERROR_REASON_RULE_FAILED);
  EXPECT_EQ(open.book->InForce()->List()[0].state(), v1::RULE_STATE_REFUSED);
}

// A worker is not lost again for what is known, and nobody waits for it.
TEST(Batch, IsNotShownAgainAtOnceWhatItCouldNotBear) {
  auto limits = kPatient;
  limits.rest = std::chrono::hours(1);
  const Open open("poison", limits);
  auto subjects = ManySubjects(3, "2021-01-01");
  subjects[1] = Unbearable(4);
  const auto ask = [&] { return *open.book->InForce()->Ask("test.poison", subjects); };
  const auto first = ask();
  EXPECT_THAT(SetAside(first), ElementsAre(1));
  const auto workers = fakes::ChildProcesses();
  const auto again = ask();
  EXPECT_THAT(SetAside(again), ElementsAre(1));
  EXPECT_EQ(again[1].error().message, first[1].error().message);
  EXPECT_EQ(fakes::ChildProcesses(), workers);
  // Somebody has corrected the record: it is another one.
  subjects[1].rows.cases[0].referred -= 60;
  EXPECT_THAT(SetAside(ask()), SizeIs(0));
}

TEST(Batch, IsShownAgainOnATrialWhatItCouldNotBear) {
  const Open open("poison");
  const auto member = open.book->InForce()->Members();
  const auto trial = open.book->Apart(member, kPatient);
  const auto subject = Unbearable(4);
  const auto fails = [&] {
    const auto answers = trial->Ask("test.poison", {&subject, 1});
    return !answers->front();
  };
  EXPECT_TRUE(fails());
  const auto workers = fakes::ChildProcesses();
  EXPECT_TRUE(fails());
  EXPECT_NE(fakes::ChildProcesses(), workers);
}

// It answers of each in the end, and a worker is lost every time.
TEST(Batch, CountsWorkersThatAreLostThoughEachCaseIsBorneAlone) {
  auto limits = kPatient;
  limits.failures_in_an_hour = 4;
  const Open open("crowds", limits);
  const auto subjects = ManySubjects(5, "2021-01-01");
  for (int time = 1; time <= 4; ++time) {
    EXPECT_EQ(open.book->InForce()->List()[0].state(), v1::RULE_STATE_ACTIVE);
    const auto said = open.book->InForce()->Ask("test.crowds", subjects);
    ASSERT_TRUE(said) << said.error().message;
    EXPECT_THAT(SetAside(*said), SizeIs(0));
  }
  EXPECT_THAT(open.book->InForce()->List()[0].refused_because(),
              HasSubstr("failed 4 times within an hour"));
}

TEST(Batch, AnswersForNoOneWhenNobodyIsAskedAbout) {
  const Open open("near");
  const auto said = open.book->InForce()->Ask("test.near", {});
  ASSERT_TRUE(said);
  EXPECT_THAT(*said, SizeIs(0));
}

TEST(Batch, RefusesACaseThatIsTooLargeAndTakesItsNeighbours) {
  const Open open("near");
  auto subjects = ManySubjects(3, "2020-01-01");
  subjects[1].rows.cases.resize(1'000'000, subjects[1].rows.cases[0]);
  const auto said = open.book->InForce()->Ask("test.near", subjects);
  ASSERT_TRUE(said);
  EXPECT_TRUE((*said)[0]);
  EXPECT_EQ((*said)[1].error().reason, v1::ERROR_REASON_TOO_LARGE);
  EXPECT_TRUE((*said)[2]);
}

TEST(FaultBudget, ForgivesWhatIsLongAgoAndWhatCameBetween) {
  const FaultBudget::Time start{};
  FaultBudget budget(3, 4);
  for (int i = 0; i < 3; ++i) {
    budget.Failed(start + std::chrono::minutes(25 * i), i);
    budget.Passed();
    EXPECT_FALSE(budget.Spent());
  }
  budget.Failed(start + std::chrono::minutes(75), 3);
  EXPECT_FALSE(budget.Spent());  // the first is more than an hour old
  budget.Failed(start + std::chrono::minutes(76), 4);
  EXPECT_TRUE(budget.Spent());
  EXPECT_FALSE(budget.SpentInARow());
  budget.Failed(start + std::chrono::minutes(77), 5);
  EXPECT_TRUE(budget.SpentInARow());
}

TEST(FaultBudget, CountsOneSubjectOnceHoweverOftenItIsLookedAt) {
  const FaultBudget::Time start{};
  FaultBudget budget(3, 5);
  for (int minute = 0; minute < 50; ++minute)
    budget.Failed(start + std::chrono::minutes(minute), minute % 2);
  EXPECT_EQ(budget.row(), 2);
  EXPECT_EQ(budget.in_the_hour(), 2);
  // What is nobody's counts each time.
  budget.Failed(start + std::chrono::minutes(50), std::nullopt);
  EXPECT_TRUE(budget.SpentInARow());
  budget.Passed();
  EXPECT_EQ(budget.row(), 0);
  EXPECT_EQ(budget.in_the_hour(), 3);
  // After an hour it is news again.
  budget.Failed(start + std::chrono::minutes(61), 0);
  EXPECT_EQ(budget.in_the_hour(), 3);
}

TEST(FaultBudget, LetsASubjectRestTwiceAsLongAfterEachFailure) {
  using std::chrono::milliseconds;
  const FaultBudget::Time start{};
  FaultBudget budget(3, 5, milliseconds(1'000));
  EXPECT_FALSE(budget.MayRest());
  budget.Failed(start, 7, "it crashed");
  EXPECT_TRUE(budget.MayRest());
  ASSERT_NE(budget.RestsBecause(start + milliseconds(999), 7), nullptr);
  EXPECT_EQ(*budget.RestsBecause(start + milliseconds(999), 7), "it crashed");
  EXPECT_EQ(budget.RestsBecause(start + milliseconds(999), 8), nullptr);
  EXPECT_EQ(budget.RestsBecause(start + milliseconds(1'000), 7), nullptr);
  budget.Failed(start + milliseconds(1'000), 7, "it was late");
  ASSERT_NE(budget.RestsBecause(start + milliseconds(2'999), 7), nullptr);
  EXPECT_EQ(*budget.RestsBecause(start + milliseconds(2'999), 7), "it was late");
  EXPECT_EQ(budget.RestsBecause(start + milliseconds(3'000), 7), nullptr);
}

TEST(FaultBudget, LetsNobodyRestOnATrial) {
  const FaultBudget::Time start{};
  FaultBudget budget(3, 5);
  budget.Failed(start, 7, "it crashed");
  EXPECT_FALSE(budget.MayRest());
  EXPECT_EQ(budget.RestsBecause(start, 7), nullptr);
}

}  // namespace
}  // namespace caseload::rules
