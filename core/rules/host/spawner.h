// SPDX-License-Identifier: Apache-2.0
// Spawner: one thread that lives as long as the rule book and starts every worker. A worker dies
// with the thread that started it, not with the process (PR_SET_PDEATHSIG): a caller's thread may
// end while its worker is still wanted.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace caseload::rules {

class Spawner {
 public:
  Spawner();
  ~Spawner();
  Spawner(const Spawner&) = delete;
  Spawner& operator=(const Spawner&) = delete;

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

}  // namespace caseload::rules
