// SPDX-License-Identifier: Apache-2.0
// ProbeService: what the same wire can do with less behind it: stored bytes from memory, an echo,
// and the handlers of a server that parses what it sends.
#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>
#include <vector>

#include "app/desk.h"
#include "caseload/v1/case_service.grpc.pb.h"
#include "rpc/executor.h"

namespace caseload::bench {

using RawCases = v1::CaseService::WithRawCallbackMethod_GetCase<
    v1::CaseService::WithRawCallbackMethod_RecordEntry<
        v1::CaseService::WithRawCallbackMethod_ListCases<
            v1::CaseService::WithRawCallbackMethod_ExportCases<v1::CaseService::Service>>>>;

class ProbeService final : public RawCases {
 public:
  // Reads some cases of the store into memory. All three must outlive it.
  ProbeService(const app::Desk& desk, rpc::Executor& executor);

  // Hands out bytes that lie ready, whatever was asked.
  grpc::ServerUnaryReactor* GetCase(grpc::CallbackServerContext* context,
                                    const grpc::ByteBuffer* request,
                                    grpc::ByteBuffer* response) override;
  // Answers with the request.
  grpc::ServerUnaryReactor* RecordEntry(grpc::CallbackServerContext* context,
                                        const grpc::ByteBuffer* request,
                                        grpc::ByteBuffer* response) override;
  // The same page of the same store, put together from parsed messages.
  grpc::ServerUnaryReactor* ListCases(grpc::CallbackServerContext* context,
                                      const grpc::ByteBuffer* request,
                                      grpc::ByteBuffer* response) override;
  // The same cases of the same store, parsed, one to a message.
  grpc::ServerWriteReactor<grpc::ByteBuffer>* ExportCases(grpc::CallbackServerContext* context,
                                                          const grpc::ByteBuffer* request) override;

 private:
  const app::Desk& desk_;
  rpc::Executor& executor_;
  std::vector<grpc::ByteBuffer> ready_;
};

}  // namespace caseload::bench
