// SPDX-License-Identifier: Apache-2.0
// What all rules in force say of one subject: each for itself, and each only of what it is about.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "rules/guests.h"
#include "rules/worker_facts.h"

namespace caseload::rules {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
namespace fs = std::filesystem;

SubjectFacts OfAChild() { return *FactsOf(SampleSubject(), Day("2024-03-01"), SampleNumbers()); }

SubjectFacts OfAWorker() {
  WorkerSubject subject;
  subject.worker_id = "anna";
  subject.workers.emplace_back().set_worker_id("anna");
  return *FactsOf(subject, Day("2024-03-01"), SampleNumbers());
}

std::vector<std::string> Names(const std::vector<RuleAnswered>& all, bool asked) {
  std::vector<std::string> names;
  for (const auto& one : all) {
    if (one.answer.has_value() == asked) names.push_back(one.rule.rule_id());
  }
  return names;
}
std::vector<std::string> Asked(const std::vector<RuleAnswered>& all) { return Names(all, true); }
std::vector<std::string> NotAsked(const std::vector<RuleAnswered>& all) {
  return Names(all, false);
}

TEST(AskAll, LetsTheOthersAnswerWhereOneFails) {
  const Folder folder;
  folder.Bring(GuestFile("crashes"));
  folder.Bring(GuestFile("good"));
  const auto answered = OpenFolder(folder)->InForce()->AskAll(OfAChild(), {});
  ASSERT_TRUE(answered) << answered.error().message;
  ASSERT_THAT(*answered, SizeIs(2));
  EXPECT_EQ((*answered)[0].rule.rule_id(), "test.crashes");
  const auto& crashed = *(*answered)[0].answer;
  ASSERT_FALSE(crashed);
  EXPECT_EQ(crashed.error().reason, v1::ERROR_REASON_RULE_FAILED);
  EXPECT_EQ((*answered)[1].rule.rule_id(), "test.good");
  const auto& said = *(*answered)[1].answer;
  ASSERT_TRUE(said);
  EXPECT_THAT(said->findings, SizeIs(1));
}

// One that never answers holds up the caller, and nobody who asks another rule.
TEST(AskAll, KeepsNoOtherRuleBusyWhileOneHangs) {
  const Folder folder;
  folder.Bring(GuestFile("good"));
  folder.Bring(GuestFile("loops"));
  RuleLimits limits = kPatient;
  limits.evaluation = std::chrono::seconds(1);
  const auto book = OpenFolder(folder, limits);
  const auto set = book->InForce();
  const std::vector<std::string> good{"test.good"};
  std::atomic<bool> heard_all = false;
  std::thread caller([&] {
    const auto answered = set->AskAll(OfAChild(), {});
    heard_all = true;
    ASSERT_TRUE(answered);
    EXPECT_TRUE((*answered)[0].answer->ok());
    EXPECT_FALSE((*answered)[1].answer->ok());
  });
  int meanwhile = 0;
  while (!heard_all) {
    const auto alone = set->AskAll(OfAChild(), good);
    ASSERT_TRUE(alone);
    EXPECT_THAT(Asked(*alone), ElementsAre("test.good"));
    ++meanwhile;
  }
  caller.join();
  EXPECT_GT(meanwhile, 2);
}

TEST(AskAll, AsksARuleOnlyOfWhatItIsAbout) {
  const Folder folder;
  folder.Bring(GuestFile("good"));
  folder.Bring(fs::path(CASELOAD_RULES) / "worker-load.so");
  const auto book = OpenFolder(folder);
  const auto of_child = book->InForce()->AskAll(OfAChild(), {});
  ASSERT_TRUE(of_child);
  EXPECT_THAT(Asked(*of_child), ElementsAre("test.good"));
  EXPECT_THAT(NotAsked(*of_child), ElementsAre("caseload.worker-load"));
  const auto of_worker = book->InForce()->AskAll(OfAWorker(), {});
  ASSERT_TRUE(of_worker);
  EXPECT_THAT(Asked(*of_worker), ElementsAre("caseload.worker-load"));
  EXPECT_THAT(NotAsked(*of_worker), ElementsAre("test.good"));
}

TEST(AskAll, RefusesARuleThatWasNamedAndIsAboutOthers) {
  const Folder folder;
  folder.Bring(GuestFile("good"));
  folder.Bring(fs::path(CASELOAD_RULES) / "worker-load.so");
  const std::vector<std::string> both{"test.good", "caseload.worker-load"};
  const auto answered = OpenFolder(folder)->InForce()->AskAll(OfAChild(), both);
  ASSERT_FALSE(answered);
  EXPECT_EQ(answered.error().reason, v1::ERROR_REASON_RULE_UNAVAILABLE);
}

TEST(AskAll, FindsNobodyToAskWhereNoRuleIsAboutIt) {
  const Folder folder;
  folder.Bring(GuestFile("good"));
  const auto answered = OpenFolder(folder)->InForce()->AskAll(OfAWorker(), {});
  ASSERT_TRUE(answered);
  EXPECT_THAT(Asked(*answered), IsEmpty());
  EXPECT_THAT(NotAsked(*answered), ElementsAre("test.good"));
}

}  // namespace
}  // namespace caseload::rules
