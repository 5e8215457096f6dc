// SPDX-License-Identifier: Apache-2.0
// Turns messages to JSON and back.
#include "cpp/json.h"

#include <google/protobuf/util/json_util.h>
#include <grpcpp/support/status.h>

namespace caseload::client {

namespace json = google::protobuf::util;

std::string ToJson(const google::protobuf::Message& message, JsonStyle style) {
  json::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  options.always_print_primitive_fields = false;
  options.add_whitespace = style == JsonStyle::kIndented;
  std::string text;
  if (!json::MessageToJsonString(message, &text, options).ok()) text = "{}";
  if (!text.ends_with('\n')) text += '\n';
  return text;
}

Outcome FromJson(std::string_view text, google::protobuf::Message& message) {
  const auto read =
      json::JsonStringToMessage(google::protobuf::StringPiece(text.data(), text.size()), &message);
  if (read.ok()) return Nothing{};
  return Problem{static_cast<int>(grpc::StatusCode::INVALID_ARGUMENT), "REQUEST_UNREADABLE",
                 "the text is not JSON of " + message.GetDescriptor()->name() +
                     ": look at its punctuation and at the names and types of its fields"};
}

}  // namespace caseload::client
