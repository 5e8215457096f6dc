// SPDX-License-Identifier: Apache-2.0
// The worker alone, without the gate before it: what gets past that gate meets these walls.
#include "rules/host/worker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include "fakes/child_processes.h"
#include "rules/guests.h"

namespace caseload::rules {
namespace {

using ::testing::HasSubstr;
constexpr Milliseconds kLong{60'000};
constexpr Worker::Patience kPatience{kLong, kLong};

struct Asked {
  ErrandThread spawner;
  std::unique_ptr<Worker> worker;
  std::string why;

  explicit Asked(const std::string& guest) {
    auto started = Worker::Start(spawner, {CASELOAD_RULE_WORKER, GuestFile(guest).string(), {}});
    if (!started) {
      why = started.error().message;
      return;
    }
    worker = *std::move(started);
    const auto introduced = worker->Introduced(kLong);
    Outcome made = introduced ? worker->Make({{}}, kLong) : Outcome(introduced.error());
    if (made) made = worker->Made({}, kLong);
    if (!made) why = made.error().message;
  }
  std::variant<std::vector<RuleAnswer>, Worker::Fault> About(
      const std::vector<SubjectFacts>& subjects) const {
    std::vector<const SubjectFacts*> all;
    for (const auto& one : subjects) all.push_back(&one);
    worker->Ask(all, {CASELOAD_GROUP_ALL, 0, false});
    return worker->Hear(kPatience);
  }
};

struct Wall {
  const char* guest;
  const char* words;
  const char* wall;
};
class Walls : public ::testing::TestWithParam<Wall> {};

TEST_P(Walls, HoldWhatTheGateDidNotSee) {
  if (const auto lack = LackOf(GetParam().wall)) GTEST_SKIP() << *lack;
  const Asked asked(GetParam().guest);
  ASSERT_EQ(asked.why, "");
  const auto said = asked.About(ManySubjects(3, "2020-01-01"));
  const auto* fault = std::get_if<Worker::Fault>(&said);
  ASSERT_NE(fault, nullptr);
  EXPECT_THAT(fault->why, HasSubstr(GetParam().words));
}

INSTANTIATE_TEST_SUITE_P(Of, Walls,
                         ::testing::Values(Wall{"clock", "ended by SIGSEGV", "clocks"},
                                           Wall{"time", "ended by SIGSEGV", "clocks"},
                                           Wall{"forks", "ended by SIGSYS", "system calls"},
                                           Wall{"thread", "ended by SIGSYS", "system calls"},
                                           Wall{"socket", "ended by SIGSYS", "system calls"},
                                           Wall{"prints", "ended by SIGSYS", "system calls"},
                                           Wall{"exits", "exited with status 0", ""}),
                         [](const auto& param) { return std::string(param.param.guest); });

TEST(Worker, HasNoEnvironment) {
  const Asked asked("environment");
  ASSERT_EQ(asked.why, "");
  const auto said = asked.About(ManySubjects(3, "2020-01-01"));
  ASSERT_TRUE(std::holds_alternative<std::vector<RuleAnswer>>(said));
  EXPECT_EQ(std::get<0>(said).size(), 3u);
}

// Given up as soon as it stands back; otherwise it would fail after its time.
TEST(Worker, StandsBackWhileItComputesAndComputes) {
  const auto before = fakes::ChildProcesses();
  const Asked asked("loops");
  ASSERT_EQ(asked.why, "");
  id_t worker = 0;
  for (const auto& child : fakes::ChildProcesses()) {
    if (!before.contains(child)) worker = static_cast<id_t>(std::stoul(child));
  }
  ASSERT_NE(worker, 0u);
  const int stood = getpriority(PRIO_PROCESS, worker);
  const auto subjects = ManySubjects(1, "2020-01-01");
  const SubjectFacts* first = subjects.data();
  asked.worker->Ask({&first, 1}, {CASELOAD_GROUP_ALL, 0, false});
  const std::function<bool()> stands_back = [&] {
    return getpriority(PRIO_PROCESS, worker) > stood;
  };
  const auto said =
      asked.worker->Hear({std::chrono::minutes(1), std::chrono::minutes(1), &stands_back});
  const auto* fault = std::get_if<Worker::Fault>(&said);
  ASSERT_NE(fault, nullptr);
  EXPECT_EQ(fault->why, "it was given up");
}

TEST(Worker, NamesTheSubjectItCrashedOn) {
  const Asked asked("poison");
  ASSERT_EQ(asked.why, "");
  const auto said = asked.About(ManySubjects(5, "2020-02-27"));  // the fourth is of March
  const auto* fault = std::get_if<Worker::Fault>(&said);
  ASSERT_NE(fault, nullptr);
  EXPECT_THAT(fault->why, HasSubstr(kCrash));
  EXPECT_EQ(fault->culprit, 3u);
}

TEST(Worker, IsAskedAgainAndAgain) {
  const Asked asked("near");
  ASSERT_EQ(asked.why, "");
  for (std::size_t count : {1, 7, 1024, 2}) {
    auto subjects = ManySubjects(count, "2020-01-01");
    std::vector<const SubjectFacts*> all;
    for (const auto& one : subjects) all.push_back(&one);
    asked.worker->Ask(all, {CASELOAD_GROUP_CASES, 0, true});
    const auto said = asked.worker->Hear(kPatience);
    ASSERT_TRUE(std::holds_alternative<std::vector<RuleAnswer>>(said));
    const auto& answers = std::get<0>(said);
    ASSERT_EQ(answers.size(), count);
    EXPECT_EQ(answers.back().near_misses.size(), 1u);
    EXPECT_EQ(answers.back().look_again_on, subjects.back().rows.cases[0].referred + 1000);
  }
}

}  // namespace
}  // namespace caseload::rules
