// SPDX-License-Identifier: Apache-2.0
// Connection: a way to one server, with a deadline on every call and careful repetition.
#pragma once

#include <google/protobuf/message.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "cpp/method.h"
#include "cpp/problem.h"
#include "cpp/retry.h"

namespace grpc {
class Channel;
}

namespace caseload::client {

struct ConnectOptions {
  // "unix:PATH" or "HOST:PORT".
  std::string address;
  // For a whole unary call, its repetitions included.
  std::chrono::milliseconds deadline{30'000};
  RetryPolicy retry;
  // Waits; tests hand in their own.
  std::function<void(std::chrono::milliseconds)> pause;
};

// Thread-safe. Connects when it is first used; a server that is not there is a Problem of the first
// call.
class Connection {
 public:
  explicit Connection(ConnectOptions options);

  const ConnectOptions& options() const { return options_; }
  // For a stub of one's own, e.g. of a stream in both directions.
  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }

  // One unary call: the method is the one that takes this request. A change gets a request id
  // unless it has one.
  template <class Response, class Request>
  Answer<Response> Call(Request request) const {
    const Method* method = MethodTaking(*Request::descriptor());
    Response response;
    if (method == nullptr || method->output_type() != Response::descriptor()) return NoSuchCall();
    EnsureRequestId(request);
    if (auto problem = CallMethod(*method, request, response)) return *std::move(problem);
    return response;
  }

  // The same, for a method known only by its descriptor. Nothing when it went well.
  std::optional<Problem> CallMethod(const Method& method, const google::protobuf::Message& request,
                                    google::protobuf::Message& response) const;

  // Takes each message of a stream from the server until it ends, or until `take` answers false.
  // `response` is used again for each. Without a deadline: a watch lasts as long as somebody
  // watches.
  std::optional<Problem> Follow(const Method& method, const google::protobuf::Message& request,
                                google::protobuf::Message& response,
                                const std::function<bool()>& take) const;

  void Pause(int failed_attempts) const;

 private:
  static Problem NoSuchCall();
  Problem Explain(Problem problem) const;

  ConnectOptions options_;
  std::shared_ptr<grpc::Channel> channel_;
};

}  // namespace caseload::client
