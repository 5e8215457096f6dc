// SPDX-License-Identifier: Apache-2.0
// How a worker shares the processor: what the kernel says of a process of our own.
#include "rules/host/turns.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <thread>

namespace caseload::rules {
namespace {

constexpr std::uint64_t kMillisecond = 1'000'000;

// As sched_getattr(2) gives it.
struct Attributes {
  std::uint32_t size, policy;
  std::uint64_t flags;
  std::int32_t sched_nice;
  std::uint32_t priority;
  std::uint64_t sched_runtime, deadline, period;
};

Attributes Of(pid_t process) {
  Attributes attributes{};
  EXPECT_EQ(syscall(SYS_sched_getattr, process, &attributes, sizeof attributes, 0), 0);
  return attributes;
}

// A process that waits until the test is over, started by a thread that takes long turns.
class Turns : public testing::Test {
 protected:
  Turns() {
    std::thread([this] {
      TakeLongTurns();
      child_ = fork();
      if (child_ == 0) {
        while (true) pause();
      }
    }).join();
  }
  ~Turns() override {
    kill(child_, SIGKILL);
    waitpid(child_, nullptr, 0);
  }
  void SetUp() override {
    if (Of(child_).sched_runtime != 100 * kMillisecond)
      GTEST_SKIP() << "this kernel knows no length of a turn";
  }

  pid_t child_ = -1;
};

TEST_F(Turns, AreLongWhileItLoadsAndShortWhenItIsAsked) {
  const WorkerTurns turns(child_);
  turns.BeAsked();
  EXPECT_EQ(Of(child_).sched_runtime, 5 * kMillisecond);
  EXPECT_EQ(Of(child_).sched_nice, Of(0).sched_nice);
}

TEST_F(Turns, AreLongAndRareForOneThatComputesAndComputes) {
  const WorkerTurns turns(child_);
  turns.BeAsked();
  turns.StandBack();
  EXPECT_EQ(Of(child_).sched_runtime, 100 * kMillisecond);
  EXPECT_EQ(Of(child_).sched_nice, 10);
  turns.StandAsBefore();
  EXPECT_EQ(Of(child_).sched_runtime, 5 * kMillisecond);
  if (geteuid() == 0) {
    EXPECT_EQ(Of(child_).sched_nice, Of(0).sched_nice);
  }
}

TEST_F(Turns, StayLongForOneThatGivesWay) {
  WorkerTurns turns(child_);
  turns.GiveWay();
  turns.BeAsked();
  turns.StandBack();
  turns.StandAsBefore();
  EXPECT_EQ(Of(child_).sched_runtime, 100 * kMillisecond);
  EXPECT_EQ(Of(child_).sched_nice, 19);
}

}  // namespace
}  // namespace caseload::rules
