// SPDX-License-Identifier: Apache-2.0
#include "rpc/described_service.h"

#include <google/protobuf/descriptor.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/impl/codegen/server_callback_handlers.h>

namespace caseload::rpc {
namespace {

using grpc::internal::CallbackBidiHandler;
using grpc::internal::CallbackServerStreamingHandler;
using grpc::internal::CallbackUnaryHandler;
using grpc::internal::MethodHandler;
using grpc::internal::RpcMethod;
using Method = google::protobuf::MethodDescriptor;

MethodHandler* MakeUnary(const Method& method, const Gate& gate, const Unary& handler) {
  return new CallbackUnaryHandler<ByteBuffer, ByteBuffer>(
      [&method, &gate, &handler](grpc::CallbackServerContext* context, const ByteBuffer* request,
                                 ByteBuffer* response) -> grpc::ServerUnaryReactor* {
        auto* reactor = context->DefaultReactor();
        const auto who = gate.Enter(method, *context);
        const Call call{method, who ? who->id : "", gate};
        if (!who) {
          reactor->Finish(call.Refuse(who.error()));
          return reactor;
        }
        handler(call, *request, [reactor, response, call](Result<std::string> answer) {
          if (!answer) return reactor->Finish(call.Refuse(answer.error()));
          *response = ToBuffer(*std::move(answer));
          reactor->Finish(grpc::Status::OK);
        });
        return reactor;
      });
}

MethodHandler* MakeServerStream(const Method& method, const Gate& gate,
                                const ServerStream& handler) {
  return new CallbackServerStreamingHandler<ByteBuffer, ByteBuffer>(
      [&method, &gate, &handler](grpc::CallbackServerContext* context,
                                 const ByteBuffer* request) -> WriteReactor* {
        const auto who = gate.Enter(method, *context);
        const Call call{method, who ? who->id : "", gate};
        auto made = who ? handler(call, *request) : who.error();
        return made ? *made : new RefusedStream<WriteReactor>(call, made.error());
      });
}

MethodHandler* MakeBothStreams(const Method& method, const Gate& gate, const BothStreams& handler) {
  return new CallbackBidiHandler<ByteBuffer, ByteBuffer>(
      [&method, &gate, &handler](grpc::CallbackServerContext* context) -> BidiReactor* {
        const auto who = gate.Enter(method, *context);
        const Call call{method, who ? who->id : "", gate};
        if (!who) return new RefusedStream<BidiReactor>(call, who.error());
        return handler(call);
      });
}

}  // namespace

Outcome DescribedService::AddOne(const Method& method, const Gate& gate, const Doors& doors) {
  names_.push_back(
      std::make_unique<std::string>("/" + method.service()->full_name() + "/" + method.name()));
  MethodHandler* handler = nullptr;
  auto type = RpcMethod::NORMAL_RPC;
  if (method.client_streaming() && method.server_streaming()) {
    type = RpcMethod::BIDI_STREAMING;
    if (const auto* bound = doors.FindBothStreams(method.input_type()))
      handler = MakeBothStreams(method, gate, *bound);
  } else if (method.server_streaming()) {
    type = RpcMethod::SERVER_STREAMING;
    if (const auto* bound = doors.FindServerStream(method.input_type()))
      handler = MakeServerStream(method, gate, *bound);
  } else if (const auto* bound = doors.FindUnary(method.input_type())) {
    handler = MakeUnary(method, gate, *bound);
  }
  if (handler == nullptr) {
    return Error{v1::ERROR_REASON_INTERNAL, method.full_name() + " is declared but has no handler"};
  }
  AddMethod(new grpc::internal::RpcServiceMethod(names_.back()->c_str(), type, nullptr));
  MarkMethodRawCallback(method.index(), handler);
  return Nothing{};
}

Result<std::unique_ptr<DescribedService>> DescribedService::Make(
    const google::protobuf::ServiceDescriptor& service, const Gate& gate, const Doors& doors) {
  std::unique_ptr<DescribedService> made(new DescribedService());
  for (int i = 0; i < service.method_count(); ++i) {
    if (auto missing = made->AddOne(*service.method(i), gate, doors); !missing)
      return missing.error();
  }
  return made;
}

}  // namespace caseload::rpc
