// SPDX-License-Identifier: Apache-2.0
// MethodRules: what each RPC demands, read from the options in the .proto files.
#pragma once

#include <map>
#include <string>

#include "base/result.h"
#include "caseload/v1/options.pb.h"

namespace google::protobuf {
class MethodDescriptor;
class ServiceDescriptor;
}  // namespace google::protobuf

namespace caseload::rpc {

// Looked up by method; lives as long as the server.
class MethodRules {
 public:
  // Fails when an RPC leaves its permission or its audit kind out.
  Outcome Add(const google::protobuf::ServiceDescriptor& service);
  // Null when the service was not added.
  const v1::MethodRule* Find(const google::protobuf::MethodDescriptor& method) const;

 private:
  std::map<const google::protobuf::MethodDescriptor*, v1::MethodRule> rules_;
};

}  // namespace caseload::rpc
