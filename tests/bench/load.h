// SPDX-License-Identifier: Apache-2.0
// Load: so many calls in flight over the callback client, each answered one followed by the next.
#pragma once

#include <grpcpp/channel.h>
#include <grpcpp/support/byte_buffer.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "bench/dice.h"

namespace caseload::bench {

using Channels = std::vector<std::shared_ptr<grpc::Channel>>;

// Connections of their own to one server.
Channels Dial(const std::string& address, int connections);

// The bytes of the next request; called by several threads, each with dice of its own.
using MakeRequest = std::function<grpc::ByteBuffer(Dice&)>;

struct Load {
  std::string method;  // "/package.Service/Method"
  int in_flight = 64;
  std::chrono::milliseconds window{700};
  MakeRequest request;
};

struct Driven {
  double rate = 0;  // answers a second
  std::uint64_t answered = 0;
  std::uint64_t failed = 0;
  double cpu_micros = 0;  // of the server, a call
};

// `cpu` reads the server's processor time in seconds. Requests and answers are bytes: the client
// parses nothing, for neither side.
Driven Drive(const Channels& channels, const Load& load, const std::function<double()>& cpu);

grpc::ByteBuffer ToBuffer(const std::string& bytes);

}  // namespace caseload::bench
