// SPDX-License-Identifier: Apache-2.0
// Gate: the one door every call passes: who is calling, may they call this, is there still time,
// can it be read.
#pragma once

#include <google/protobuf/message.h>
#include <grpcpp/server_context.h>
#include <grpcpp/support/byte_buffer.h>

#include <functional>
#include <optional>

#include "access/principal.h"
#include "base/result.h"
#include "rpc/method_rules.h"

namespace caseload::rpc {

class Gate {
 public:
  using Authenticate =
      std::function<std::optional<access::Principal>(const grpc::ServerContextBase&)>;
  // Told of every refusal and failure; never of what was asked.
  using Refused = std::function<void(const google::protobuf::MethodDescriptor&,
                                     const std::string& actor, const Error&)>;

  Gate(MethodRules rules, Authenticate authenticate, Refused refused)
      : rules_(std::move(rules)),
        authenticate_(std::move(authenticate)),
        refused_(std::move(refused)) {}

  // The caller, or why they may not call this now.
  Result<access::Principal> Enter(const google::protobuf::MethodDescriptor& method,
                                  const grpc::ServerContextBase& context) const;
  // What the call ends with: the error's status, after it was told.
  grpc::Status Refuse(const google::protobuf::MethodDescriptor& method, const std::string& actor,
                      const Error& error) const;

 private:
  MethodRules rules_;
  Authenticate authenticate_;
  Refused refused_;
};

// REQUEST_UNREADABLE for bytes that are no such message, FIELDS_INVALID for an enum value nobody
// published.
Outcome ReadRequest(const grpc::ByteBuffer& bytes, google::protobuf::Message& request);
std::string ToText(const grpc::ByteBuffer& bytes);
grpc::ByteBuffer ToBuffer(const std::string& bytes);
// Takes a long text over instead of copying it.
grpc::ByteBuffer ToBuffer(std::string&& bytes);

}  // namespace caseload::rpc
