// SPDX-License-Identifier: Apache-2.0
// Makes calls over a generic stub, so that one path serves every method.
#include "cpp/connection.h"

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/completion_queue.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/impl/codegen/proto_utils.h>

#include <random>
#include <thread>

#include "cpp/channel.h"

namespace caseload::client {
namespace {

using google::protobuf::Message;
using Clock = std::chrono::system_clock;

grpc::Status Pack(const Message& message, grpc::ByteBuffer& bytes) {
  bool own = false;
  return grpc::GenericSerialize<grpc::ProtoBufferWriter, Message>(message, &bytes, &own);
}

grpc::Status Unpack(grpc::ByteBuffer& bytes, Message& message) {
  return grpc::GenericDeserialize<grpc::ProtoBufferReader, Message>(&bytes, &message);
}

// One operation at a time: the call's own queue is polled by the thread that waits for it.
bool Await(grpc::CompletionQueue& queue) {
  void* tag = nullptr;
  bool ok = false;
  return queue.Next(&tag, &ok) && ok;
}

grpc::Status CallOnce(const std::shared_ptr<grpc::Channel>& channel, const std::string& path,
                      const Message& request, Message& response, Clock::time_point deadline) {
  grpc::ByteBuffer asked;
  if (auto status = Pack(request, asked); !status.ok()) return status;
  grpc::ClientContext context;
  context.set_deadline(deadline);
  grpc::CompletionQueue queue;
  grpc::GenericStub stub(channel);
  auto call = stub.PrepareUnaryCall(&context, path, asked, &queue);
  call->StartCall();
  grpc::ByteBuffer answered;
  grpc::Status status;
  call->Finish(&answered, &status, nullptr);
  Await(queue);
  if (!status.ok()) return status;
  return Unpack(answered, response);
}

grpc::Status FollowOnce(grpc::ClientContext& context, const std::shared_ptr<grpc::Channel>& channel,
                        const std::string& path, const grpc::ByteBuffer& asked,
                        const std::function<grpc::Status(grpc::ByteBuffer&, bool&)>& take) {
  grpc::CompletionQueue queue;
  grpc::GenericStub stub(channel);
  auto call = stub.PrepareCall(&context, path, &queue);
  call->StartCall(nullptr);
  grpc::Status taken;
  bool more = Await(queue);
  if (more) {
    call->WriteLast(asked, grpc::WriteOptions(), nullptr);
    more = Await(queue);
  }
  while (more) {
    grpc::ByteBuffer bytes;
    call->Read(&bytes, nullptr);
    if (!Await(queue)) break;
    taken = take(bytes, more);
    more = more && taken.ok();
    if (!more) context.TryCancel();
  }
  grpc::Status status;
  call->Finish(&status, nullptr);
  Await(queue);
  return taken.ok() ? status : taken;
}

}  // namespace

Connection::Connection(ConnectOptions options)
    : options_(std::move(options)), channel_(OpenChannel(options_)) {}

std::optional<Problem> Connection::CallMethod(const Method& method, const Message& request,
                                              Message& response) const {
  if (request.GetDescriptor() != method.input_type()) return NoSuchCall();
  const auto deadline = Clock::now() + options_.deadline;
  const int attempts = MayRepeat(method, request) ? std::max(1, options_.retry.attempts) : 1;
  for (int attempt = 1;; ++attempt) {
    const grpc::Status status = CallOnce(channel_, WirePath(method), request, response, deadline);
    if (status.ok()) return std::nullopt;
    const bool again = status.error_code() == grpc::StatusCode::UNAVAILABLE && attempt < attempts &&
                       Clock::now() < deadline;
    if (!again) return Explain(ReadProblem(status));
    Pause(attempt);
  }
}

std::optional<Problem> Connection::Follow(const Method& method, const Message& request,
                                          Message& response,
                                          const std::function<bool()>& take) const {
  if (request.GetDescriptor() != method.input_type() || method.client_streaming()) {
    return NoSuchCall();
  }
  grpc::ByteBuffer asked;
  if (auto status = Pack(request, asked); !status.ok()) return ReadProblem(status);
  bool stopped = false;
  grpc::ClientContext context;
  const grpc::Status status = FollowOnce(context, channel_, WirePath(method), asked,
                                         [&](grpc::ByteBuffer& bytes, bool& more) {
                                           auto read = Unpack(bytes, response);
                                           if (read.ok()) more = take();
                                           stopped = read.ok() && !more;
                                           return read;
                                         });
  if (status.ok() || stopped) return std::nullopt;
  return Explain(ReadProblem(status));
}

void Connection::Pause(int failed_attempts) const {
  thread_local std::mt19937_64 random{std::random_device{}()};
  const auto pause = PauseAfter(options_.retry, failed_attempts, random());
  if (options_.pause) {
    options_.pause(pause);
  } else {
    std::this_thread::sleep_for(pause);
  }
}

Problem Connection::NoSuchCall() {
  return {static_cast<int>(grpc::StatusCode::UNIMPLEMENTED), "CALL_UNKNOWN",
          "no call of this API takes this request and gives this answer"};
}

Problem Connection::Explain(Problem problem) const {
  if (problem.reason == "UNREACHABLE") problem.message += " at " + options_.address;
  return problem;
}

}  // namespace caseload::client
