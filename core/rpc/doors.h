// SPDX-License-Identifier: Apache-2.0
// Doors: which handler answers which RPC, bound by the type of its request: no two RPCs share one.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "app/desk.h"
#include "rpc/executor.h"
#include "rpc/stream.h"

namespace caseload::rpc {

using Unary = std::function<void(const Call&, const ByteBuffer&, app::Done)>;
using ServerStream = std::function<Result<WriteReactor*>(const Call&, const ByteBuffer&)>;
using BothStreams = std::function<BidiReactor*(const Call&)>;

class Doors {
 public:
  // `steps`: where changes are prepared that may take seconds, so that no read waits for them.
  Doors(Executor& executor, Executor& steps) : executor_(executor), steps_(steps) {}

  // A quick read, answered on the calling thread: Result<Response>, or Result<std::string> of ready
  // bytes.
  template <class Request, class Handler>
  void Read(Handler handler) {
    Bind<Request>([handler](const Call&, const ByteBuffer& bytes, app::Done done) {
      Request request;
      if (auto wrong = ReadRequest(bytes, request); !wrong) return done(wrong.error());
      done(Bytes(handler(request)));
    });
  }
  // A read that may take milliseconds or block, answered on the executor.
  template <class Request, class Handler>
  void SlowRead(Handler handler) {
    Bind<Request>([this, handler](const Call&, const ByteBuffer& bytes, app::Done done) {
      auto request = std::make_shared<Request>();
      if (auto wrong = ReadRequest(bytes, *request); !wrong) return done(wrong.error());
      executor_.Post(
          [handler, request, done = std::move(done)] { done(Bytes(handler(*request))); });
    });
  }
  // A change, answered once it is on disk: handler(const app::Asking&, const Request&, app::Done).
  template <class Request, class Handler>
  void Change(Handler handler) {
    Bind<Request>([handler](const Call& call, const ByteBuffer& bytes, app::Done done) {
      Request request;
      if (auto wrong = ReadRequest(bytes, request); !wrong) return done(wrong.error());
      app::Asking asking{call.actor, request.request_id(), {}};
      if (!asking.request_id.empty()) asking.request_digest = DigestOf(call, bytes);
      if (auto wrong = CheckRequestId(asking.request_id); !wrong) return done(wrong.error());
      handler(asking, request, std::move(done));
    });
  }
  // A change that is prepared before it is decided, which may block: on the executor of steps.
  template <class Request, class Handler>
  void SlowChange(Handler handler) {
    Change<Request>(
        [this, handler](const app::Asking& asking, const Request& request, app::Done done) {
          steps_.Post([handler, asking, request, done = std::move(done)]() mutable {
            handler(asking, request, std::move(done));
          });
        });
  }
  // The same for a verb of a noun: its type says which request it answers.
  template <class Noun, class Request, class Answer>
  void Read(const Noun& noun, Answer (Noun::*verb)(const Request&) const) {
    Read<Request>([&noun, verb](const Request& request) { return (noun.*verb)(request); });
  }
  template <class Noun, class Request, class Answer>
  void SlowRead(const Noun& noun, Answer (Noun::*verb)(const Request&) const) {
    SlowRead<Request>([&noun, verb](const Request& request) { return (noun.*verb)(request); });
  }
  template <class Noun, class Request>
  void Change(Noun& noun, void (Noun::*verb)(const app::Asking&, const Request&, app::Done)) {
    Change<Request>(
        [&noun, verb](const app::Asking& asking, const Request& request, app::Done done) {
          (noun.*verb)(asking, request, std::move(done));
        });
  }
  template <class Noun, class Request>
  void SlowChange(Noun& noun, void (Noun::*verb)(const app::Asking&, const Request&, app::Done)) {
    SlowChange<Request>(
        [&noun, verb](const app::Asking& asking, const Request& request, app::Done done) {
          (noun.*verb)(asking, request, std::move(done));
        });
  }
  // A stream of answers: handler(const Call&, Request) makes the reactor, or says why not.
  template <class Request, class Handler>
  void Streams(Handler handler) {
    server_streams_[Request::descriptor()] =
        [handler](const Call& call, const ByteBuffer& bytes) -> Result<WriteReactor*> {
      Request request;
      if (auto wrong = ReadRequest(bytes, request); !wrong) return wrong.error();
      return handler(call, std::move(request));
    };
  }
  template <class Request>
  void BidiStreams(BothStreams handler) {
    both_streams_[Request::descriptor()] = std::move(handler);
  }

  const Unary* FindUnary(const google::protobuf::Descriptor* request) const;
  const ServerStream* FindServerStream(const google::protobuf::Descriptor* request) const;
  const BothStreams* FindBothStreams(const google::protobuf::Descriptor* request) const;

 private:
  template <class Request>
  void Bind(Unary handler) {
    unary_[Request::descriptor()] = std::move(handler);
  }
  static Result<std::string> Bytes(Result<std::string> ready) { return ready; }
  template <class Response>
  static Result<std::string> Bytes(const Result<Response>& response) {
    if (!response) return response.error();
    return response->SerializeAsString();
  }
  static std::string DigestOf(const Call& call, const ByteBuffer& bytes);
  static Outcome CheckRequestId(const std::string& request_id);

  Executor& executor_;
  Executor& steps_;
  std::map<const google::protobuf::Descriptor*, Unary> unary_;
  std::map<const google::protobuf::Descriptor*, ServerStream> server_streams_;
  std::map<const google::protobuf::Descriptor*, BothStreams> both_streams_;
};

}  // namespace caseload::rpc
