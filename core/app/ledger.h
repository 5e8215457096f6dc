// SPDX-License-Identifier: Apache-2.0
// Ledger: the one way to change the record. Commands are decided one after the other and written
// many to a transaction, one fsync for all that were waiting; nobody is answered before it is on
// disk.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "app/draft.h"
#include "base/clock.h"
#include "facts/facts.h"
#include "store/store.h"

namespace caseload::app {

// Answer of a command once its place in the journal is known: the serialised response.
using Answer = std::function<std::string(std::uint64_t sequence)>;
using Done = std::function<void(Result<std::string>)>;

struct Command {
  store::Intent intent;
  // Records it will surely read, so that the engine can fetch those of a whole batch at once.
  std::vector<std::string> reads;
  // Pure but for the draft: may run again after a conflict. Refuses with an Error, and then changes
  // nothing.
  std::function<Result<Answer>(Draft&)> decide;
};

// Called on the committing thread, after the commit and before anybody is answered: who was
// answered can count on it.
using FactsSink = std::function<void(std::span<const facts::Change>, std::uint64_t last_sequence)>;

class Ledger {
 public:
  // Starts the committing thread.
  Ledger(store::Store& store, const Clock& clock, CodeNumbers codes, FactsSink sink);
  // Finishes what was submitted.
  ~Ledger();
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;

  // Thread-safe. `done` is called once, on the committing thread: it must not block. BUSY, on the
  // calling thread, when too much is waiting or the ledger is stopping.
  void Submit(Command command, Done done);
  // For callers that have a thread to wait on.
  Result<std::string> SubmitAndWait(Command command);
  // Called on the committing thread after each commit that changed something, until another
  // listener, or an empty one, takes its place; it is not running any more when this returns.
  void OnCommit(std::function<void(std::uint64_t sequence)> listener);
  // Refuses what comes from now on, and returns when what was taken is finished. Called by one
  // thread.
  void Stop();

 private:
  struct Waiting {
    Command command;
    Done done;
  };
  // Commands that were decided and wait for their commit: whose they are, and what they write.
  struct Decided {
    std::vector<std::size_t> indices;
    std::vector<store::Write> writes;
    // Repeats of a request in the same batch: who asked again, and the write whose answer they get
    // once it is kept.
    std::vector<std::pair<std::size_t, std::size_t>> again;
  };

  void Run();
  std::vector<Waiting> Take();
  void CommitBatch(std::vector<Waiting>& batch);
  // Commits those of the batch named by index. Where the engine refused the whole, the commands
  // that are still to be answered: one of them can fail without its neighbours.
  std::vector<std::size_t> CommitThese(std::vector<Waiting>& batch,
                                       std::span<const std::size_t> indices);
  void Decide(Waiting& waiting, Batch& batch, std::size_t index, std::uint64_t& sequence,
              Decided& decided);
  // Answers a repeated request id; true when it did.
  bool AnswerAgain(Waiting& waiting, std::size_t index, Decided& decided);
  void TellFailure(std::vector<Waiting>& batch, const Decided& decided, const Error& error);
  void Publish(const Decided& decided, const std::vector<store::Committed>& committed);
  Instant NextInstant();

  store::Store& store_;
  const Clock& clock_;
  CodeNumbers codes_;
  FactsSink sink_;
  Makers makers_;
  Instant last_instant_;

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Waiting> queue_;
  bool stopping_ = false;

  std::mutex listener_mutex_;
  std::function<void(std::uint64_t)> listener_;
  std::thread thread_;
};

}  // namespace caseload::app
