// SPDX-License-Identifier: Apache-2.0
// Back-tests: what a version of a rule would have said over the days that have passed. Each runs on
// a thread of its own that gives way to everything else.
#pragma once

#include <atomic>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <thread>

#include "app/back_test_run.h"

namespace caseload::app {

// Thread-safe.
class BackTests {
 public:
  BackTests(const Desk& desk, const Imports& imports, const facts::Facts& facts,
            const rules::RuleBook& book)
      : rooms_{desk, imports, facts, book, days_} {}
  // Ends what runs.
  ~BackTests() { Stop(); }
  BackTests(const BackTests&) = delete;
  BackTests& operator=(const BackTests&) = delete;

  // Whoever listens. All is called on the back-test's thread, `gone` also on others.
  struct Hearing {
    BackTestRun::Tell so_far;
    std::function<bool()> gone;
    // Once, last.
    std::function<void(const Outcome&)> ended;
  };
  // Refuses at once what cannot be run (see PlanOf), and with BUSY what there is no room for;
  // otherwise it runs, and the hearing is told.
  Outcome Start(const v1::BackTestRuleRequest& request, Hearing hearing);
  // Ends all that run, waits for their end, and takes no more.
  void Stop();

 private:
  struct Running {
    std::atomic<bool> at_work = true;  // it takes the place of another
    std::atomic<bool> done = false;    // its thread ends
    std::thread thread;
  };
  void Run(BackTestPlan plan, const Hearing& hearing, Running& one);

  RecordedDays days_;
  const BackTestRun::Rooms rooms_;
  std::atomic<bool> stopping_ = false;
  std::mutex mutex_;
  std::list<Running> running_;
};

}  // namespace caseload::app
