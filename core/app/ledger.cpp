// SPDX-License-Identifier: Apache-2.0
#include "app/ledger.h"

#include <future>

#include "base/limits.h"

namespace caseload::app {
namespace {

// So much work is worth a change of threads: to be decided while a batch is on its way to the disk,
// or to be written while others are decided. Less of it makes a larger batch later, which costs the
// disk less.
constexpr std::size_t kWorthAThread = 100;

Error Reused() {
  return {v1::ERROR_REASON_REQUEST_ID_REUSED,
          "the request id was used before with another request",
          {{"request_id", "names another request"}}};
}

}  // namespace

Result<std::unique_ptr<Ledger>> Ledger::Open(store::Store& store, const Clock& clock,
                                             CodeNumbers codes, FactsSink sink) {
  std::unique_ptr<Ledger> ledger(new Ledger(store, clock, std::move(codes), std::move(sink)));
  for (const auto kind : kNumberedKinds) {
    const auto highest = store.reader().HighestNumber(kind);
    if (!highest) return highest.error();
    ledger->makers_.last_numbers[kind] = *highest;
  }
  const auto last = store.reader().LastRecordedAt();
  if (!last) return last.error();
  if (*last) ledger->last_instant_ = **last;
  ledger->deciding_ = std::thread([opened = ledger.get()] { opened->Run(); });
  return ledger;
}

Ledger::~Ledger() { Stop(); }

void Ledger::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (deciding_.joinable()) deciding_.join();
  if (committing_.joinable()) committing_.join();
}

void Ledger::Submit(Command command, Done done) {
  {
    const std::lock_guard lock(mutex_);
    if (!stopping_ && queue_.size() < limits::kWaitingCommands) {
      queue_weight_ += command.weight;
      queue_.push_back({std::move(command), std::move(done)});
      const bool matters = under_way_ == nullptr || queue_weight_ >= kWorthAThread;
      if (matters) wake_.notify_one();
      return;
    }
  }
  done(Error{v1::ERROR_REASON_BUSY, "the server cannot take the change just now: try again"});
}

Result<std::string> Ledger::SubmitAndWait(Command command) {
  std::promise<Result<std::string>> promise;
  auto future = promise.get_future();
  Submit(std::move(command),
         [&promise](Result<std::string> answer) { promise.set_value(std::move(answer)); });
  return future.get();
}

void Ledger::OnCommit(std::function<void(std::uint64_t)> listener) {
  const std::lock_guard lock(listener_mutex_);
  listener_ = std::move(listener);
}

// Strictly later than every instant recorded before, whatever the machine's clock does: "known at"
// depends on it.
Instant Ledger::NextInstant() {
  last_instant_ = std::max(clock_.Now(), Instant{last_instant_.micros + 1});
  return last_instant_;
}

// Waits for nothing but the first: one caller costs one fsync, 256 callers cost 1/256 each.
std::vector<Ledger::Waiting> Ledger::Take(std::size_t most, bool until_landed) {
  std::unique_lock lock(mutex_);
  wake_.wait(lock, [&] {
    if (!until_landed) return stopping_ || !queue_.empty();
    return under_way_ == nullptr || (most > 0 && queue_weight_ >= kWorthAThread);
  });
  std::vector<Waiting> batch;
  while (!queue_.empty() && batch.size() < most) {
    queue_weight_ -= queue_.front().command.weight;
    batch.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  return batch;
}

void Ledger::Run() {
  std::unique_ptr<Flight> ahead;  // under way
  std::unique_ptr<Flight> next;   // decided on top of it
  while (true) {
    auto batch =
        Take(limits::kBatchCommands - (next == nullptr ? 0 : next->batch.size()), ahead != nullptr);
    if (!batch.empty()) {
      if (next == nullptr) next = NewFlight(ahead.get());
      DecideAll(*next, std::move(batch), ahead.get());
    }
    // Meanwhile more may come.
    if (ahead != nullptr && !HasLanded()) continue;
    const std::unique_ptr<Flight> landed = std::move(ahead);
    const bool kept = landed == nullptr || landed->committed->ok();
    if (!kept) {
      Recover(*landed);
      // What was decided on top of changes that never came is decided again.
      if (next != nullptr) next = DecideAgain(*next);
    } else if (next != nullptr) {
      next->open.before = nullptr;
    }
    // The disk goes on before anybody is answered.
    if (next != nullptr && next->weight >= kWorthAThread) {
      StartCommit(*next);
      ahead = std::move(next);
    }
    if (landed != nullptr && kept) TellKept(*landed);
    if (next != nullptr) {
      CommitHere(*next);
      next.reset();
    }
    if (landed == nullptr && ahead == nullptr && HasEnded()) break;
  }
  const std::lock_guard lock(mutex_);
  decided_all_ = true;
  departed_.notify_one();
}

bool Ledger::HasEnded() {
  const std::lock_guard lock(mutex_);
  return stopping_ && queue_.empty();
}

bool Ledger::HasLanded() {
  const std::lock_guard lock(mutex_);
  return under_way_ == nullptr;
}

void Ledger::StartCommit(Flight& flight) {
  {
    const std::lock_guard lock(mutex_);
    under_way_ = &flight;
    departed_.notify_one();
  }
  // Most servers never need it.
  if (!committing_.joinable()) committing_ = std::thread([this] { RunCommits(); });
}

void Ledger::WaitUntilLanded() {
  std::unique_lock lock(mutex_);
  wake_.wait(lock, [this] { return under_way_ == nullptr; });
}

void Ledger::RunCommits() {
  std::unique_lock lock(mutex_);
  while (true) {
    departed_.wait(lock, [this] { return decided_all_ || under_way_ != nullptr; });
    if (under_way_ == nullptr) return;
    Flight& flight = *under_way_;
    lock.unlock();
    Commit(flight);
    lock.lock();
    under_way_ = nullptr;
    wake_.notify_one();
  }
}

std::unique_ptr<Ledger::Flight> Ledger::NewFlight(const Flight* ahead) {
  auto flight = std::make_unique<Flight>(store_.reader(), NextInstant(),
                                         ahead == nullptr ? nullptr : &ahead->open);
  flight->end = ahead == nullptr ? end_ : ahead->end;
  return flight;
}

void Ledger::DecideAll(Flight& flight, std::vector<Waiting> batch, const Flight* ahead) {
  const std::size_t first = flight.batch.size();
  std::vector<std::string> reads;
  for (auto& waiting : batch) {
    const auto& wanted = waiting.command.reads;
    reads.insert(reads.end(), wanted.begin(), wanted.end());
    flight.weight += waiting.command.weight;
    flight.batch.push_back(std::move(waiting));
  }
  if (flight.end == 0) {
    const auto last = store_.reader().Sequence();
    if (!last) {
      for (std::size_t i = first; i < flight.batch.size(); ++i)
        flight.settled.emplace_back(i, last.error());
      return;
    }
    flight.end = *last;
  }
  if (auto read = store_.reader().Get(reads)) {
    for (std::size_t i = 0; i < reads.size(); ++i)
      flight.open.cache.emplace(std::move(reads[i]), std::move((*read)[i]));
  }
  for (std::size_t i = first; i < flight.batch.size(); ++i) Decide(flight, i, ahead);
}

bool Ledger::AnswerAgain(Flight& flight, std::size_t index, const Flight* ahead) {
  const store::Intent& intent = flight.batch[index].command.intent;
  if (intent.request_id.empty()) return false;
  const auto before = flight.by_request_id.find(intent.request_id);
  if (before != flight.by_request_id.end()) {
    if (flight.writes[before->second].intent.request_digest == intent.request_digest) {
      // Not before it is on disk.
      flight.again.emplace_back(index, before->second);
    } else {
      flight.settled.emplace_back(index, Reused());
    }
    return true;
  }
  if (ahead != nullptr && ahead->by_request_id.contains(intent.request_id)) WaitUntilLanded();
  auto first = store_.reader().FindAnswer(intent.request_id);
  if (!first) {
    flight.settled.emplace_back(index, first.error());
    return true;
  }
  if (!*first) return false;
  if ((*first)->request_digest == intent.request_digest) {
    flight.settled.emplace_back(index, std::move((*first)->answer));
  } else {
    flight.settled.emplace_back(index, Reused());
  }
  return true;
}

void Ledger::Decide(Flight& flight, std::size_t index, const Flight* ahead) {
  if (AnswerAgain(flight, index, ahead)) return;
  const Command& command = flight.batch[index].command;
  const store::Intent& intent = command.intent;
  Draft draft(flight.open, makers_, codes_, intent);
  auto answer = command.decide(draft);
  if (draft.failure()) answer = *draft.failure();
  if (!answer) {
    flight.settled.emplace_back(index, answer.error());
    return;
  }
  store::Write& write = flight.writes.emplace_back(store::Write{intent, draft.TakePuts(), {}});
  for (const auto& put : write.puts) flight.open.changes.Note(put);
  flight.end += write.puts.size();
  write.answer = (*answer)(flight.end);
  flight.indices.push_back(index);
  if (!intent.request_id.empty())
    flight.by_request_id.emplace(intent.request_id, flight.writes.size() - 1);
}

void Ledger::TellSettled(Flight& flight) {
  for (auto& [index, answer] : flight.settled) flight.batch[index].done(std::move(answer));
}

void Ledger::Commit(Flight& flight) {
  flight.committed = flight.writes.empty() ? std::vector<store::Committed>()
                                           : store_.Commit(flight.writes, flight.open.now);
  end_ = *flight.committed ? flight.end : 0;
  if (*flight.committed) Publish(flight, **flight.committed);
}

void Ledger::TellKept(Flight& flight) {
  TellSettled(flight);
  for (const auto& [index, write] : flight.again)
    flight.batch[index].done(flight.writes[write].answer);
  for (std::size_t i = 0; i < flight.indices.size(); ++i)
    flight.batch[flight.indices[i]].done(std::move(flight.writes[i].answer));
}

void Ledger::CommitHere(Flight& flight) {
  Commit(flight);
  if (*flight.committed) {
    TellKept(flight);
  } else {
    Recover(flight);
  }
}

void Ledger::Recover(Flight& flight) {
  const Error error = flight.committed->error();
  // Answers that stood on what was not kept: nobody has heard them yet.
  for (const auto& [index, answer] : flight.settled) Retry(flight.batch[index]);
  const bool alone = flight.batch.size() == 1 && error.reason != v1::ERROR_REASON_ETAG_STALE;
  if (alone || error.reason == v1::ERROR_REASON_STORE_UNAVAILABLE) {
    TellFailure(flight, error);
    return;
  }
  for (const std::size_t index : flight.indices) Retry(flight.batch[index]);
  for (const auto& [index, write] : flight.again) Retry(flight.batch[index]);
}

void Ledger::Retry(Waiting& waiting) {
  constexpr int kAttempts = 3;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const auto flight = NewFlight(nullptr);
    DecideAll(*flight, {{waiting.command, waiting.done}}, nullptr);
    Commit(*flight);
    if (*flight->committed) return TellKept(*flight);
    const Error& error = flight->committed->error();
    if (error.reason != v1::ERROR_REASON_ETAG_STALE) return waiting.done(error);
  }
  waiting.done(Error{v1::ERROR_REASON_ETAG_STALE, "the record keeps changing: try again"});
}

std::unique_ptr<Ledger::Flight> Ledger::DecideAgain(Flight& flight) {
  auto again = NewFlight(nullptr);
  DecideAll(
      *again,
      {std::make_move_iterator(flight.batch.begin()), std::make_move_iterator(flight.batch.end())},
      nullptr);
  return again;
}

void Ledger::TellFailure(Flight& flight, const Error& error) {
  for (const std::size_t index : flight.indices) flight.batch[index].done(error);
  for (const auto& [index, write] : flight.again) flight.batch[index].done(error);
}

void Ledger::Publish(const Flight& flight, const std::vector<store::Committed>& committed) {
  std::vector<facts::Change> changes;
  std::uint64_t last = 0;
  for (std::size_t i = 0; i < flight.writes.size(); ++i) {
    const auto& puts = flight.writes[i].puts;
    for (std::size_t k = 0; k < puts.size(); ++k) {
      const std::uint64_t replaced = committed[i].replaced_sequences[k];
      if (puts[k].facts.empty() && replaced == 0) continue;
      changes.push_back({committed[i].first_sequence + k, replaced, puts[k].facts});
    }
    if (!puts.empty()) last = committed[i].last_sequence;
  }
  if (last == 0) return;
  sink_(changes, last);
  const std::lock_guard lock(listener_mutex_);
  if (listener_) listener_(last);
}

}  // namespace caseload::app
