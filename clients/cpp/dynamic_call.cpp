// SPDX-License-Identifier: Apache-2.0
// Builds messages from the generated descriptors at run time.
#include "cpp/dynamic_call.h"

#include <grpcpp/support/status.h>

#include <memory>

#include "cpp/json.h"

namespace caseload::client {

using google::protobuf::Message;

Outcome CallByName(const Connection& connection, std::string_view name, std::string_view request,
                   const std::function<bool(const Message&)>& take) {
  const Method* method = FindMethod(name);
  if (method == nullptr) {
    return Problem{static_cast<int>(grpc::StatusCode::UNIMPLEMENTED), "CALL_UNKNOWN",
                   "there is no call of this name"};
  }
  if (method->client_streaming()) {
    return Problem{
        static_cast<int>(grpc::StatusCode::UNIMPLEMENTED), "CALL_STREAMS_REQUESTS",
        ShortName(*method) + " takes a stream of requests, which cannot be given as one text"};
  }
  auto* factory = google::protobuf::MessageFactory::generated_factory();
  const std::unique_ptr<Message> asked(factory->GetPrototype(method->input_type())->New());
  const std::unique_ptr<Message> answer(factory->GetPrototype(method->output_type())->New());
  if (auto read = FromJson(request, *asked); !read) return read;
  EnsureRequestId(*asked);
  const auto problem = method->server_streaming() ? connection.Follow(*method, *asked, *answer,
                                                                      [&] { return take(*answer); })
                                                  : connection.CallMethod(*method, *asked, *answer);
  if (problem) return *problem;
  if (!method->server_streaming()) take(*answer);
  return Nothing{};
}

}  // namespace caseload::client
