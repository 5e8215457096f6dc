// SPDX-License-Identifier: Apache-2.0
// Ledger: the one way to change the record. Commands are decided one after the other and written
// many to a transaction, one fsync for all that were waiting; nobody is answered before it is on
// disk. While one batch is on its way there, the next is decided on top of it.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
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
  // How many records it changes, roughly.
  std::size_t weight = 1;
  // Pure but for the draft: may run again after a conflict. Refuses with an Error, and then changes
  // nothing.
  std::function<Result<Answer>(Draft&)> decide;
};

// Called after a commit and before anybody is answered: who was answered can count on it. Never
// twice at once.
using FactsSink = std::function<void(std::span<const facts::Change>, std::uint64_t last_sequence)>;

class Ledger {
 public:
  // Reads where the store stands, and starts the thread that decides. The store and the clock must
  // outlive it.
  static Result<std::unique_ptr<Ledger>> Open(store::Store& store, const Clock& clock,
                                              CodeNumbers codes, FactsSink sink);
  // Finishes what was submitted.
  ~Ledger();
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;

  // Thread-safe. `done` is called once, on a thread of the ledger: it must not block. BUSY, on the
  // calling thread, when too much is waiting or the ledger is stopping.
  void Submit(Command command, Done done);
  // For callers that have a thread to wait on.
  Result<std::string> SubmitAndWait(Command command);
  // Called after each commit that changed something, never twice at once, until another listener,
  // or an empty one, takes its place; it is not running any more when this returns.
  void OnCommit(std::function<void(std::uint64_t sequence)> listener);
  // Refuses what comes from now on, and returns when what was taken is finished. Called by one
  // thread.
  void Stop();

 private:
  Ledger(store::Store& store, const Clock& clock, CodeNumbers codes, FactsSink sink)
      : store_(store), clock_(clock), codes_(std::move(codes)), sink_(std::move(sink)) {}

  struct Waiting {
    Command command;
    Done done;
  };
  // Commands that were taken together, what those of them write that were not refused, and what
  // became of it.
  struct Flight {
    Flight(store::Reader& reader, Instant now, const Batch* before) : open(reader, now, before) {}
    std::deque<Waiting> batch;  // they stay where they are: by_request_id refers to them
    std::size_t weight = 0;
    Batch open;
    std::vector<std::size_t> indices;  // of the batch, one a write
    std::vector<store::Write> writes;
    std::unordered_map<std::string_view, std::size_t> by_request_id;  // which write
    // What the store had answered before to request ids of the batch.
    std::unordered_map<std::string_view, store::FirstAnswer> first_answers;
    // Repeats of a request in the same batch: who asked again, and the write whose answer they get
    // once it is kept.
    std::vector<std::pair<std::size_t, std::size_t>> again;
    // Refusals, and first answers to requests that come again. They may stand on what others of the
    // flight, or of the one before it, write: they are told when that is kept.
    std::vector<std::pair<std::size_t, Result<std::string>>> settled;
    std::uint64_t end = 0;  // where the journal ends if all is kept; 0: not known yet
    std::optional<Result<std::vector<store::Committed>>> committed;
  };

  void Run();
  // Waits until there is something to do: commands to decide, at most so many, or, when a flight is
  // to land, that it has.
  std::vector<Waiting> Take(std::size_t most, bool until_landed);
  // `ahead` is under way, or null.
  std::unique_ptr<Flight> NewFlight(const Flight* ahead);
  // Looks for the request ids and the records of the commands from this one on.
  Outcome ReadAhead(Flight& flight, std::size_t first);
  void DecideAll(Flight& flight, std::vector<Waiting> batch, const Flight* ahead);
  void Decide(Flight& flight, std::size_t index, const Flight* ahead);
  // The first answer to the request id, if there was one.
  Result<std::optional<store::FirstAnswer>> FirstAnswerTo(Flight& flight,
                                                          std::string_view request_id,
                                                          const Flight* ahead);
  // Settles a repeated request id; true when it did.
  bool AnswerAgain(Flight& flight, std::size_t index, const Flight* ahead);
  // Writes it and publishes it. One flight at a time, on whichever thread.
  void Commit(Flight& flight);
  // Answers everybody in a flight that was kept.
  void TellKept(Flight& flight);
  void TellSettled(Flight& flight);
  // Commits on this thread, and answers.
  void CommitHere(Flight& flight);
  // What is left to do when it was not kept: the commands one by one, so that one of them can fail
  // without its neighbours.
  void Recover(Flight& flight);
  void Retry(Waiting& waiting);
  // The same commands, decided again on top of what is in the store.
  std::unique_ptr<Flight> DecideAgain(Flight& flight);
  void TellFailure(Flight& flight, const Error& error);
  void Publish(const Flight& flight, const std::vector<store::Committed>& committed);
  Instant NextInstant();

  // The thread that commits while the next batch is decided.
  void RunCommits();
  void StartCommit(Flight& flight);
  bool HasLanded();
  bool HasEnded();
  void WaitUntilLanded();

  store::Store& store_;
  const Clock& clock_;
  CodeNumbers codes_;
  FactsSink sink_;
  Makers makers_;
  Instant last_instant_;
  std::uint64_t end_ = 0;  // of the journal, when nothing is under way; 0: not known

  std::mutex mutex_;
  std::condition_variable wake_;      // the one that decides
  std::condition_variable departed_;  // the one that commits
  std::deque<Waiting> queue_;
  std::size_t queue_weight_ = 0;
  Flight* under_way_ = nullptr;
  bool stopping_ = false;
  bool decided_all_ = false;

  std::mutex listener_mutex_;
  std::function<void(std::uint64_t)> listener_;
  std::thread deciding_;
  std::thread committing_;
};

}  // namespace caseload::app
