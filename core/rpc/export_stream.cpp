// SPDX-License-Identifier: Apache-2.0
#include "rpc/export_stream.h"

namespace caseload::rpc {

ExportStream::ExportStream(Call call, const app::Cases& cases, Executor& executor,
                           v1::ExportCasesRequest request)
    : Stream(std::move(call)), cases_(cases), executor_(executor), request_(std::move(request)) {
  auto end = cases_.Sequence();
  if (!end) {
    Refuse(end.error());
    return;
  }
  sequence_ = *end;
  GoOn();
}

void ExportStream::ReadChunk() {
  if (ended()) return;
  auto chunk = cases_.ExportChunk(request_, sequence_, after_number_);
  if (!chunk) return Refuse(chunk.error());
  {
    const std::lock_guard lock(mutex_);
    reading_ = false;
    at_end_ = chunk->empty();
    ready_ = *std::move(chunk);
  }
  GoOn();
}

void ExportStream::GoOn() {
  bool read = false;
  bool write = false;
  bool end = false;
  {
    const std::lock_guard lock(mutex_);
    write = !writing_ && !ready_.empty();
    if (write) outgoing_ = ToBuffer(std::exchange(ready_, {}));
    writing_ = writing_ || write;
    read = !reading_ && !at_end_ && ready_.empty();
    reading_ = reading_ || read;
    end = at_end_ && !writing_;
  }
  // First: the write may take this thread all the way to the socket.
  if (read) executor_.Post([this, held = Hold()] { ReadChunk(); });
  if (write) Write(&outgoing_);
  if (end) End(grpc::Status::OK);
}

void ExportStream::OnWriteDone(bool ok) {
  if (!ok) return End(grpc::Status::CANCELLED);
  {
    const std::lock_guard lock(mutex_);
    writing_ = false;
  }
  GoOn();
}

}  // namespace caseload::rpc
