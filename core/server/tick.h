// SPDX-License-Identifier: Apache-2.0
// Tick: keeps gRPC's callback threads awake. In 1.51 a thread that saw no event for a second sleeps
// for 100 ms, and the next caller waits for it; a county with few workers is an idle server.
#pragma once

#include <grpcpp/channel.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace caseload::server {

class Tick {
 public:
  // Calls the health service over the channel every 400 ms.
  explicit Tick(std::shared_ptr<grpc::Channel> channel);
  ~Tick();
  Tick(const Tick&) = delete;
  Tick& operator=(const Tick&) = delete;

 private:
  void Run();
  void CallOnce();
  std::shared_ptr<grpc::Channel> channel_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace caseload::server
