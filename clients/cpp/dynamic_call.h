// SPDX-License-Identifier: Apache-2.0
// Dynamic call: any call of the API by its name, JSON in and messages out.
#pragma once

#include <google/protobuf/message.h>

#include <functional>
#include <string_view>

#include "cpp/connection.h"

namespace caseload::client {

// Calls the method and hands over its answer, or each message of its stream until `take` answers
// false. A method that itself takes a stream is refused.
Outcome CallByName(const Connection& connection, std::string_view method, std::string_view request,
                   const std::function<bool(const google::protobuf::Message&)>& take);

}  // namespace caseload::client
