// SPDX-License-Identifier: Apache-2.0
// BackTestEar: somebody who listens to a back-test to its end, or goes before.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

#include "app/back_test.h"

namespace caseload::fakes {

class BackTestEar {
 public:
  // What is done as each message comes, on the back-test's thread.
  std::function<void(const v1::BackTestRuleResponse&)> on_message = [](const auto&) {};
  std::atomic<bool> gone = false;

  // Must not be asked for twice; the ear must outlive the back-test.
  app::BackTests::Hearing Hearing() {
    return {[this](const v1::BackTestRuleResponse& message) {
              {
                const std::lock_guard lock(mutex_);
                heard_.push_back(message);
                changed_.notify_all();
              }
              on_message(message);
            },
            [this] { return gone.load(); },
            [this](const Outcome& outcome) {
              const std::lock_guard lock(mutex_);
              ended_ = outcome;
              changed_.notify_all();
            }};
  }
  Outcome AwaitEnd() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return ended_.has_value(); });
    return *ended_;
  }
  void AwaitMessage() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !heard_.empty() || ended_.has_value(); });
  }
  // After the end.
  const std::vector<v1::BackTestRuleResponse>& heard() const { return heard_; }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<v1::BackTestRuleResponse> heard_;
  std::optional<Outcome> ended_;
};

// The last message, which has the whole; or why there is none.
inline Result<v1::BackTestRuleResponse> BackTestToTheEnd(app::BackTests& back_tests,
                                                         const v1::BackTestRuleRequest& request) {
  BackTestEar ear;
  if (auto started = back_tests.Start(request, ear.Hearing()); !started) return started.error();
  if (auto ended = ear.AwaitEnd(); !ended) return ended.error();
  return ear.heard().back();
}

}  // namespace caseload::fakes
