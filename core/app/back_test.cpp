// SPDX-License-Identifier: Apache-2.0
#include "app/back_test.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>

#include "base/limits.h"

namespace caseload::app {
namespace {

// Of the calling thread alone. Where the kernel refuses, it runs as others do.
void GiveWay() {
  constexpr int kLeast = 19;
  (void)setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kLeast);
}

}  // namespace

void BackTests::Run(BackTestPlan plan, const Hearing& hearing, Running& one) {
  // Made before this one gives way: whoever holds a lock that others wait for must not be the last
  // to be run.
  ErrandThread ordinary;
  GiveWay();
  Outcome outcome = Nothing{};
  {
    BackTestRun run(rooms_, ordinary, std::move(plan),
                    {hearing.so_far, [this, &hearing] { return stopping_ || hearing.gone(); }});
    outcome = run.Run();
  }
  // Whoever hears of the end finds its workers gone, and its place free.
  one.at_work = false;
  if (!outcome && stopping_)
    outcome = Error{v1::ERROR_REASON_BUSY, "the server is shutting down: try again"};
  hearing.ended(outcome);
}

Outcome BackTests::Start(const v1::BackTestRuleRequest& request, Hearing hearing) {
  auto plan = PlanOf(rooms_.desk, request);
  if (!plan) return plan.error();
  const std::lock_guard lock(mutex_);
  if (stopping_) return Error{v1::ERROR_REASON_BUSY, "the server is shutting down: try again"};
  running_.remove_if([](Running& one) {
    const bool done = one.done;
    if (done) one.thread.join();
    return done;
  });
  const auto at_work = static_cast<std::size_t>(
      std::ranges::count_if(running_, [](const Running& one) { return one.at_work.load(); }));
  if (at_work >= limits::kBackTestsAtATime)
    return Error{v1::ERROR_REASON_BUSY, "as many back-tests run as may at a time: try again"};
  Running& one = running_.emplace_back();
  one.thread =
      std::thread([this, &one, plan = *std::move(plan), hearing = std::move(hearing)]() mutable {
        Run(std::move(plan), hearing, one);
        hearing = {};
        one.done = true;
      });
  return Nothing{};
}

void BackTests::Stop() {
  stopping_ = true;
  const std::lock_guard lock(mutex_);
  for (auto& one : running_) one.thread.join();
  running_.clear();
}

}  // namespace caseload::app
