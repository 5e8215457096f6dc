// SPDX-License-Identifier: Apache-2.0
#include "rpc/export_stream.h"

#include "rpc/gate.h"

namespace caseload::rpc {

ExportStream::ExportStream(const app::Cases& cases, Executor& executor,
                           v1::ExportCasesRequest request)
    : cases_(cases), executor_(executor), request_(std::move(request)) {
  auto end = cases_.Sequence();
  if (!end) {
    Finish(ToStatus(end.error()));
    return;
  }
  sequence_ = *end;
  executor_.Post([this] { Next(); });
}

void ExportStream::Next() {
  auto chunk = cases_.ExportChunk(request_, sequence_, after_number_);
  if (!chunk) {
    Finish(ToStatus(chunk.error()));
  } else if (chunk->empty()) {
    Finish(grpc::Status::OK);
  } else {
    chunk_ = ToBuffer(*chunk);
    StartWrite(&chunk_);
  }
}

void ExportStream::OnWriteDone(bool ok) {
  if (!ok) {
    Finish(grpc::Status::CANCELLED);
    return;
  }
  executor_.Post([this] { Next(); });
}

}  // namespace caseload::rpc
