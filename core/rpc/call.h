// SPDX-License-Identifier: Apache-2.0
// Call: what a handler needs to know of a call, and the one way to refuse it.
#pragma once

#include <string>

#include "rpc/gate.h"

namespace caseload::rpc {

// Small and copied: the gate and the method outlive every call.
struct Call {
  const google::protobuf::MethodDescriptor& method;
  std::string actor;  // empty: nobody was let in
  const Gate& gate;

  // What the call ends with: the error's status, after the gate was told.
  grpc::Status Refuse(const Error& error) const { return gate.Refuse(method, actor, error); }
};

}  // namespace caseload::rpc
