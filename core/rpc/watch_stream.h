// SPDX-License-Identifier: Apache-2.0
// WatchStream: tails the journal from a sequence, waking on each commit.
#pragma once

#include <grpcpp/grpcpp.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <set>

#include "app/cases.h"
#include "rpc/executor.h"

namespace caseload::rpc {

class WatchStream;

// Watches: the streams that wait for the next commit.
class Watches {
 public:
  // Called on the committing thread: only posts.
  void Wake();
  void Add(WatchStream* stream);
  void Remove(WatchStream* stream);
  // Ends every watch, for shutdown.
  void End();

 private:
  std::mutex mutex_;
  std::set<WatchStream*> streams_;
};

class WatchStream final : public grpc::ServerWriteReactor<grpc::ByteBuffer> {
 public:
  WatchStream(const app::Cases& cases, Executor& executor, Watches& watches,
              v1::WatchCasesRequest request);
  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override;
  // There may be more to read, or the server is going.
  void Wake(bool ending);

 private:
  void Pump();
  // With the lock held.
  void PostPump();
  void FinishOnce(const grpc::Status& status);

  const app::Cases& cases_;
  Executor& executor_;
  Watches& watches_;
  v1::WatchCasesRequest request_;
  std::uint64_t after_;
  std::uint64_t end_at_start_ = 0;
  grpc::ByteBuffer message_;

  std::mutex mutex_;
  bool busy_ = false;   // reading or writing
  bool woken_ = false;  // a commit came while busy
  bool ending_ = false;
  bool finished_ = false;
  int posted_ = 0;  // work on the executor that names this stream
  bool done_ = false;
};

}  // namespace caseload::rpc
