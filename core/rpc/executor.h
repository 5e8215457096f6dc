// SPDX-License-Identifier: Apache-2.0
// Executor: a few threads for what may take long (a count over the past, an export, a rule), so
// that gRPC's own are never held.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace caseload::rpc {

class Executor {
 public:
  explicit Executor(std::size_t threads);
  // Runs what is queued, then ends.
  ~Executor();
  Executor(const Executor&) = delete;
  Executor& operator=(const Executor&) = delete;
  // Thread-safe. `work` must not throw.
  void Post(std::function<void()> work);

 private:
  void Run();
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> queue_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace caseload::rpc
