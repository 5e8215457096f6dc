// SPDX-License-Identifier: Apache-2.0
// Streams that end before they begin: refused at the gate.
#pragma once

#include <grpcpp/grpcpp.h>

namespace caseload::rpc {

class RefusedWrites final : public grpc::ServerWriteReactor<grpc::ByteBuffer> {
 public:
  explicit RefusedWrites(const grpc::Status& status) { Finish(status); }
  void OnDone() override { delete this; }
};

class RefusedBidi final : public grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
 public:
  explicit RefusedBidi(const grpc::Status& status) { Finish(status); }
  void OnDone() override { delete this; }
};

}  // namespace caseload::rpc
