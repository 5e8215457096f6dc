// SPDX-License-Identifier: Apache-2.0
// ExportStream: all cases, many to a message. While one chunk goes out the next is read on the
// executor: never more than two are held, and no cursor is held between them.
#pragma once

#include <mutex>
#include <string>

#include "app/cases.h"
#include "rpc/executor.h"
#include "rpc/stream.h"

namespace caseload::rpc {

class ExportStream final : public Stream<WriteReactor> {
 public:
  ExportStream(Call call, const app::Cases& cases, Executor& executor,
               v1::ExportCasesRequest request);
  void OnWriteDone(bool ok) override;

 private:
  // On the executor.
  void ReadChunk();
  // Starts what can be started: the next read, the next write, the end.
  void GoOn();

  const app::Cases& cases_;
  Executor& executor_;
  const v1::ExportCasesRequest request_;
  std::uint64_t sequence_ = 0;      // the journal's end when the call began
  std::uint32_t after_number_ = 0;  // the reading work's own
  ByteBuffer outgoing_;

  std::mutex mutex_;
  std::string ready_;  // the chunk that goes out next; empty: none is read yet
  bool reading_ = false;
  bool writing_ = false;
  bool at_end_ = false;
};

}  // namespace caseload::rpc
