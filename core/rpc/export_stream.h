// SPDX-License-Identifier: Apache-2.0
// ExportStream: all cases, many to a message; read chunk by chunk on the executor, no cursor held
// while the wire waits.
#pragma once

#include <grpcpp/grpcpp.h>

#include <string>

#include "app/cases.h"
#include "rpc/executor.h"
#include "rpc/status.h"

namespace caseload::rpc {

class ExportStream final : public grpc::ServerWriteReactor<grpc::ByteBuffer> {
 public:
  ExportStream(const app::Cases& cases, Executor& executor, v1::ExportCasesRequest request);
  void OnWriteDone(bool ok) override;
  void OnDone() override { delete this; }

 private:
  void Next();
  const app::Cases& cases_;
  Executor& executor_;
  v1::ExportCasesRequest request_;
  std::uint64_t sequence_ = 0;  // the journal's end when the call began
  std::uint32_t after_number_ = 0;
  grpc::ByteBuffer chunk_;
};

}  // namespace caseload::rpc
