// SPDX-License-Identifier: Apache-2.0
// Opens the channel of a connection; the one place where its credentials are chosen.
#pragma once

#include <memory>

#include "cpp/connection.h"

namespace caseload::client {

// The server takes no larger request; an answer may hold a page of 500 full cases.
inline constexpr int kSendBytes = 4 * 1024 * 1024;
inline constexpr int kReceiveBytes = 64 * 1024 * 1024;

std::shared_ptr<grpc::Channel> OpenChannel(const ConnectOptions& options);

}  // namespace caseload::client
