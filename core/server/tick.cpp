// SPDX-License-Identifier: Apache-2.0
#include "server/tick.h"

#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

namespace caseload::server {
namespace {

constexpr auto kEvery = std::chrono::milliseconds(400);
constexpr auto kPatience = std::chrono::seconds(5);

}  // namespace

Tick::Tick(std::shared_ptr<grpc::Channel> channel) : channel_(std::move(channel)) {
  thread_ = std::thread([this] { Run(); });
}

Tick::~Tick() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

// Through the callback client API: it is the callback queue's own events that keep its threads
// awake.
void Tick::CallOnce() {
  grpc::GenericStub stub(channel_);
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + kPatience);
  const grpc::ByteBuffer request(nullptr, 0);
  grpc::ByteBuffer response;
  std::mutex mutex;
  std::condition_variable done;
  bool answered = false;
  stub.UnaryCall(&context, "/grpc.health.v1.Health/Check", {}, &request, &response,
                 [&](const grpc::Status&) {
                   const std::lock_guard lock(mutex);
                   answered = true;
                   done.notify_one();
                 });
  std::unique_lock lock(mutex);
  done.wait(lock, [&] { return answered; });
}

void Tick::Run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    CallOnce();
    lock.lock();
    wake_.wait_for(lock, kEvery, [this] { return stopping_; });
  }
}

}  // namespace caseload::server
