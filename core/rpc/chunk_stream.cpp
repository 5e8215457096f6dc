// SPDX-License-Identifier: Apache-2.0
#include "rpc/chunk_stream.h"

namespace caseload::rpc {

ChunkStream::ChunkStream(Call call, Executor& executor, NextChunk next)
    : Stream(std::move(call)), executor_(executor), next_(std::move(next)) {
  GoOn();
}

void ChunkStream::MakeChunk() {
  if (ended()) return;
  auto chunk = next_();
  if (!chunk) return Refuse(chunk.error());
  {
    const std::lock_guard lock(mutex_);
    making_ = false;
    at_end_ = chunk->empty();
    ready_ = *std::move(chunk);
  }
  GoOn();
}

void ChunkStream::GoOn() {
  bool make = false;
  bool write = false;
  bool end = false;
  {
    const std::lock_guard lock(mutex_);
    write = !writing_ && !ready_.empty();
    if (write) outgoing_ = ToBuffer(std::exchange(ready_, {}));
    writing_ = writing_ || write;
    make = !making_ && !at_end_ && ready_.empty();
    making_ = making_ || make;
    end = at_end_ && !writing_;
  }
  // First: the write may take this thread all the way to the socket.
  if (make) executor_.Post([this, held = Hold()] { MakeChunk(); });
  if (write) Write(&outgoing_);
  if (end) End(grpc::Status::OK);
}

void ChunkStream::OnWriteDone(bool ok) {
  if (!ok) return End(grpc::Status::CANCELLED);
  {
    const std::lock_guard lock(mutex_);
    writing_ = false;
  }
  GoOn();
}

}  // namespace caseload::rpc
