// SPDX-License-Identifier: Apache-2.0
#include "rules/host/same_core.h"

#include <gtest/gtest.h>

namespace caseload::rules {
namespace {

cpu_set_t CoresOfThisThread() {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  EXPECT_EQ(sched_getaffinity(0, sizeof cores, &cores), 0);
  return cores;
}

TEST(StayHere, KeepsAThreadOnOneCoreAndThenLetsItGoWhereItMightBefore) {
  const cpu_set_t before = CoresOfThisThread();
  {
    const StayHere here;
    if (here.core() < 0) GTEST_SKIP() << "NOT TESTED: no thread can be kept on a core here";
    const cpu_set_t during = CoresOfThisThread();
    EXPECT_EQ(CPU_COUNT(&during), 1);
    EXPECT_TRUE(CPU_ISSET(static_cast<std::size_t>(here.core()), &during));
  }
  const cpu_set_t after = CoresOfThisThread();
  EXPECT_TRUE(CPU_EQUAL(&before, &after));
}

TEST(StayHere, LetsAThreadGoOnlyAtTheEndOfTheOutermost) {
  const cpu_set_t before = CoresOfThisThread();
  {
    const StayHere outer;
    if (outer.core() < 0) GTEST_SKIP() << "NOT TESTED: no thread can be kept on a core here";
    {
      const StayHere inner;
      EXPECT_EQ(inner.core(), outer.core());
    }
    const cpu_set_t during = CoresOfThisThread();
    EXPECT_EQ(CPU_COUNT(&during), 1);
  }
  const cpu_set_t after = CoresOfThisThread();
  EXPECT_TRUE(CPU_EQUAL(&before, &after));
}

TEST(WorkerCore, LeavesAWorkerWhereItIsWhenThereIsNoSuchCore) {
  const cpu_set_t before = CoresOfThisThread();
  WorkerCore core;
  core.Put(0, -1);               // nobody could be kept
  core.Put(0, CPU_SETSIZE - 1);  // a core that no machine this runs on has
  const cpu_set_t after = CoresOfThisThread();
  EXPECT_TRUE(CPU_EQUAL(&before, &after));
}

}  // namespace
}  // namespace caseload::rules
