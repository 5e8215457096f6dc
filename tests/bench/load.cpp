// SPDX-License-Identifier: Apache-2.0
// A closed loop of callback calls.
#include "bench/load.h"

#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "bench/must.h"
#include "bench/stopwatch.h"

namespace caseload::bench {
namespace {

constexpr auto kPatience = std::chrono::seconds(60);
constexpr auto kWarmUp = std::chrono::milliseconds(100);

class Loop {
 public:
  Loop(const Channels& channels, const Load& load) : load_(load) {
    for (const auto& channel : channels)
      stubs_.push_back(std::make_unique<grpc::GenericStub>(channel));
    for (int i = 0; i < load.in_flight; ++i) {
      const auto number = static_cast<std::size_t>(i);
      slots_.push_back(
          std::make_unique<Slot>(*stubs_[number % stubs_.size()], number * 7919 + Seed()));
    }
  }

  Driven Run(const std::function<double()>& cpu) {
    running_ = load_.in_flight;
    for (auto& slot : slots_) Next(*slot);
    std::this_thread::sleep_for(kWarmUp);
    const std::uint64_t before = answered_;
    const double cpu_before = cpu();
    const Stopwatch watch;
    std::this_thread::sleep_for(load_.window);
    const double seconds = watch.Seconds();
    const double cpu_spent = cpu() - cpu_before;
    const std::uint64_t counted = answered_ - before;
    stopping_ = true;
    std::unique_lock lock(mutex_);
    done_.wait(lock, [this] { return running_ == 0; });
    const auto calls = static_cast<double>(counted);
    return {calls / seconds, counted, failed_, counted > 0 ? cpu_spent / calls * 1e6 : 0};
  }

 private:
  struct Slot {
    Slot(grpc::GenericStub& to, std::uint64_t seed) : stub(to), dice(seed) {}
    grpc::GenericStub& stub;
    Dice dice;
    std::unique_ptr<grpc::ClientContext> context;
    grpc::ByteBuffer request;
    grpc::ByteBuffer response;
  };

  // Each turn throws anew: a second turn over the same records would find them warm.
  static std::uint64_t Seed() {
    static std::uint64_t turns = 0;
    return ++turns << 32;
  }

  void Next(Slot& slot) {
    slot.context = std::make_unique<grpc::ClientContext>();
    slot.context->set_deadline(std::chrono::system_clock::now() + kPatience);
    slot.request = load_.request(slot.dice);
    slot.response.Clear();
    slot.stub.UnaryCall(slot.context.get(), load_.method, {}, &slot.request, &slot.response,
                        [this, &slot](const grpc::Status& status) { Take(slot, status); });
  }

  void Take(Slot& slot, const grpc::Status& status) {
    if (!status.ok() || slot.response.Length() == 0) {
      if (failed_++ == 0) {
        std::fprintf(stderr, "the first failure of %s: %s\n", load_.method.c_str(),
                     status.error_message().c_str());
      }
    }
    ++answered_;
    if (!stopping_) return Next(slot);
    const std::lock_guard lock(mutex_);
    if (--running_ == 0) done_.notify_one();
  }

  const Load& load_;
  std::vector<std::unique_ptr<grpc::GenericStub>> stubs_;
  std::vector<std::unique_ptr<Slot>> slots_;
  std::atomic<std::uint64_t> answered_{0};
  std::atomic<std::uint64_t> failed_{0};
  std::atomic<bool> stopping_{false};
  std::mutex mutex_;
  std::condition_variable done_;
  int running_ = 0;
};

}  // namespace

Channels Dial(const std::string& address, int connections) {
  Channels channels;
  for (int i = 0; i < connections; ++i) {
    grpc::ChannelArguments arguments;
    // Otherwise all channels to one address would share one connection.
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
    arguments.SetMaxReceiveMessageSize(-1);
    channels.push_back(
        grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments));
    if (!channels.back()->WaitForConnected(std::chrono::system_clock::now() + kPatience)) {
      GiveUp("no connection to " + address);
    }
  }
  return channels;
}

Driven Drive(const Channels& channels, const Load& load, const std::function<double()>& cpu) {
  return Loop(channels, load).Run(cpu);
}

grpc::ByteBuffer ToBuffer(const std::string& bytes) {
  const grpc::Slice slice(bytes);
  return {&slice, 1};
}

}  // namespace caseload::bench
