// SPDX-License-Identifier: Apache-2.0
// WatchStream: tails the journal from a sequence, waking on each commit.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <set>

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

// What a watch follows.
struct Followed {
  std::uint64_t after = 0;         // the sequence it begins after
  std::uint64_t end_at_start = 0;  // where the journal ended when it began
  bool until_caught_up = false;
  // The message with what is new after the sequence, which moves on to what was looked at.
  std::function<Result<std::string>(std::uint64_t& after)> next;
};

class WatchStream final : public Stream<WriteReactor> {
 public:
  WatchStream(Call call, Executor& executor, Watches& watches, Followed followed);
  void OnWriteDone(bool ok) override;
  void OnDone() override;
  // There may be more to read, or the server is going.
  void Wake(bool ending);

 private:
  // On the executor.
  void SendWhatIsNew();
  // With the lock held.
  void PostSend();

  Executor& executor_;
  Watches& watches_;
  const Followed followed_;
  std::uint64_t after_;
  ByteBuffer message_;

  std::mutex mutex_;
  bool busy_ = false;   // reading or writing
  bool woken_ = false;  // a commit came while busy
  bool ending_ = false;
};

// A watch of what a noun says has changed; SEQUENCE_UNKNOWN when it would begin beyond the journal.
template <class Noun, class Request>
Result<WriteReactor*> WatchFor(const Call& call, Executor& executor, Watches& watches,
                               const Noun& noun, Request request) {
  const auto end = noun.Sequence();
  if (!end) return end.error();
  if (request.after_sequence() > *end) {
    return Error{v1::ERROR_REASON_SEQUENCE_UNKNOWN,
                 "the journal does not reach that far",
                 {{"after_sequence", "lies beyond the journal's end"}}};
  }
  Followed followed{request.after_sequence(), *end, request.until_caught_up(), {}};
  followed.next = [&noun, request](std::uint64_t& after) -> Result<std::string> {
    const auto response = noun.ChangesAfter(request, after);
    if (!response) return response.error();
    return response->SerializeAsString();
  };
  return new WatchStream(call, executor, watches, std::move(followed));
}

}  // namespace caseload::rpc
