// SPDX-License-Identifier: Apache-2.0
// WatchStream: tails the journal from a sequence, waking on each commit.
#pragma once

#include <cstdint>
#include <mutex>
#include <set>

#include "app/cases.h"
#include "rpc/executor.h"
#include "rpc/stream.h"

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

class WatchStream final : public Stream<WriteReactor> {
 public:
  WatchStream(Call call, const app::Cases& cases, Executor& executor, Watches& watches,
              v1::WatchCasesRequest request);
  void OnWriteDone(bool ok) override;
  void OnDone() override;
  // There may be more to read, or the server is going.
  void Wake(bool ending);

 private:
  // On the executor.
  void SendWhatIsNew();
  // With the lock held.
  void PostSend();

  const app::Cases& cases_;
  Executor& executor_;
  Watches& watches_;
  const v1::WatchCasesRequest request_;
  std::uint64_t after_;
  std::uint64_t end_at_start_ = 0;
  ByteBuffer message_;

  std::mutex mutex_;
  bool busy_ = false;   // reading or writing
  bool woken_ = false;  // a commit came while busy
  bool ending_ = false;
};

}  // namespace caseload::rpc
