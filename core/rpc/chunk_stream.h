// SPDX-License-Identifier: Apache-2.0
// ChunkStream: a long answer, many messages of it. While one chunk goes out the next is made on the
// executor: never more than two are held, and nothing of the store is held between them.
#pragma once

#include <functional>
#include <mutex>
#include <string>

#include "rpc/executor.h"
#include "rpc/stream.h"

namespace caseload::rpc {

// The bytes of the next message; none: that was all. Never called twice at once.
using NextChunk = std::function<Result<std::string>()>;

class ChunkStream final : public Stream<WriteReactor> {
 public:
  ChunkStream(Call call, Executor& executor, NextChunk next);
  void OnWriteDone(bool ok) override;

 private:
  // On the executor.
  void MakeChunk();
  // Starts what can be started: the next chunk, the next write, the end.
  void GoOn();

  Executor& executor_;
  const NextChunk next_;
  ByteBuffer outgoing_;

  std::mutex mutex_;
  std::string ready_;  // the chunk that goes out next; empty: none is made yet
  bool making_ = false;
  bool writing_ = false;
  bool at_end_ = false;
};

}  // namespace caseload::rpc
