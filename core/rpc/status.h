// SPDX-License-Identifier: Apache-2.0
// Status: how an Error crosses the wire: a gRPC code, the published reason, and the fields that are
// wrong.
#pragma once

#include <grpcpp/support/status.h>

#include "base/result.h"

namespace caseload::rpc {

// The code is the one that error_reason.proto gives the reason. Details: google.rpc.ErrorInfo and
// BadRequest.
grpc::Status ToStatus(const Error& error);
grpc::StatusCode CodeOf(v1::ErrorReason reason);

}  // namespace caseload::rpc
