// SPDX-License-Identifier: Apache-2.0
// Json: messages as protobuf JSON with the names of the API, and back.
#pragma once

#include <google/protobuf/message.h>

#include <string>
#include <string_view>

#include "cpp/problem.h"

namespace caseload::client {

enum class JsonStyle { kOneLine, kIndented };

// Ends with a line break.
std::string ToJson(const google::protobuf::Message& message, JsonStyle style);

// REQUEST_UNREADABLE when the text is not JSON of this message. What the parser says is not
// repeated, since it quotes the text, and that may be about a child.
Outcome FromJson(std::string_view text, google::protobuf::Message& message);

}  // namespace caseload::client
