// SPDX-License-Identifier: Apache-2.0
// DescribedService: a gRPC service built from its descriptor: every declared RPC gets the one
// adaptor (gate, handler, answer), so that none can be left out and none can go round the gate.
#pragma once

#include <grpcpp/impl/codegen/service_type.h>

#include <memory>
#include <string>
#include <vector>

#include "rpc/doors.h"
#include "rpc/gate.h"

namespace google::protobuf {
class ServiceDescriptor;
}

namespace caseload::rpc {

class DescribedService final : public grpc::Service {
 public:
  // Fails when a declared RPC has no handler. `gate` and `doors` must outlive the server.
  static Result<std::unique_ptr<DescribedService>> Make(
      const google::protobuf::ServiceDescriptor& service, const Gate& gate, const Doors& doors);

 private:
  DescribedService() = default;
  Outcome AddOne(const google::protobuf::MethodDescriptor& method, const Gate& gate,
                 const Doors& doors);
  // gRPC keeps a pointer to each method's name.
  std::vector<std::unique_ptr<std::string>> names_;
};

}  // namespace caseload::rpc
