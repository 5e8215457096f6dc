// SPDX-License-Identifier: Apache-2.0
// ErrandThread: one thread on which others have work done and wait for it, because it matters whose
// thread does it: how long it lives, or when it is run.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace caseload {

// Runs with the priority of its maker.
class ErrandThread {
 public:
  ErrandThread();
  ~ErrandThread();
  ErrandThread(const ErrandThread&) = delete;
  ErrandThread& operator=(const ErrandThread&) = delete;

  // Runs the work on the thread and returns when it is done. Thread-safe; the work must not throw.
  void Run(const std::function<void()>& work);

 private:
  void Loop();

  std::mutex turn_;  // one caller at a time
  std::mutex mutex_;
  std::condition_variable changed_;
  const std::function<void()>* work_ = nullptr;
  bool ending_ = false;
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace caseload
