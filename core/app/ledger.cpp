// SPDX-License-Identifier: Apache-2.0
#include "app/ledger.h"

#include <future>

#include "base/limits.h"

namespace caseload::app {
namespace {

constexpr store::Kind kKinds[] = {
    store::Kind::kPerson, store::Kind::kRelationship, store::Kind::kFamily,
    store::Kind::kCase,   store::Kind::kEntry,        store::Kind::kWorker,
    store::Kind::kTeam,   store::Kind::kAllocation,   store::Kind::kAbsence,
    store::Kind::kImport, store::Kind::kImportFault};

// So much waiting work is worth a change of threads, to be decided while a batch is on its way to
// the disk. Less of it makes a larger batch later, which costs the disk less.
constexpr std::size_t kWorthAThread = 100;

Error Reused() {
  return {v1::ERROR_REASON_REQUEST_ID_REUSED,
          "the request id was used before with another request",
          {{"request_id", "names another request"}}};
}

}  // namespace

Ledger::Ledger(store::Store& store, const Clock& clock, CodeNumbers codes, FactsSink sink)
    : store_(store), clock_(clock), codes_(std::move(codes)), sink_(std::move(sink)) {
  for (const auto kind : kKinds) {
    const auto highest = store_.reader().HighestNumber(kind);
    makers_.last_numbers[kind] = highest ? *highest : 0;
  }
  const auto last = store_.reader().LastRecordedAt();
  if (last && *last) last_instant_ = **last;
  deciding_ = std::thread([this] { Run(); });
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
std::vector<Ledger::Waiting> Ledger::Take() {
  std::unique_lock lock(mutex_);
  const bool was_under_way = under_way_ != nullptr;
  wake_.wait(lock, [&] {
    if (stopping_ || (was_under_way && under_way_ == nullptr)) return true;
    return was_under_way ? queue_weight_ >= kWorthAThread : !queue_.empty();
  });
  std::vector<Waiting> batch;
  while (!queue_.empty() && batch.size() < limits::kBatchCommands) {
    queue_weight_ -= queue_.front().command.weight;
    batch.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  return batch;
}

void Ledger::Run() {
  std::unique_ptr<Flight> ahead;
  while (true) {
    std::vector<Waiting> batch = Take();
    if (batch.empty() && ahead == nullptr) break;
    std::unique_ptr<Flight> next;
    if (!batch.empty()) next = DecideAll(std::move(batch), ahead.get());
    if (ahead != nullptr) {
      WaitUntilLanded();
      const bool kept = Settle(*ahead);
      // What was decided on top of changes that never came is decided again.
      if (!kept && next != nullptr) next = DecideAll(std::move(next->batch), nullptr);
      if (next != nullptr) next->open.before = nullptr;
      ahead.reset();
    }
    if (next == nullptr) continue;
    TellSettled(*next);
    bool much_waits = false;
    {
      const std::lock_guard lock(mutex_);
      much_waits = queue_weight_ >= kWorthAThread;
    }
    if (much_waits) {
      StartCommit(*next);
      ahead = std::move(next);
    } else {
      Commit(*next);
      Settle(*next);
    }
  }
  const std::lock_guard lock(mutex_);
  decided_all_ = true;
  departed_.notify_one();
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

std::unique_ptr<Ledger::Flight> Ledger::DecideAll(std::vector<Waiting> batch, const Flight* ahead) {
  auto flight = std::make_unique<Flight>(std::move(batch), store_.reader(), NextInstant(),
                                         ahead == nullptr ? nullptr : &ahead->open);
  std::uint64_t end = 0;
  if (ahead != nullptr) {
    end = ahead->end;
  } else if (auto last = store_.reader().Sequence()) {
    end = *last;
  } else {
    for (std::size_t i = 0; i < flight->batch.size(); ++i)
      flight->settled.emplace_back(i, last.error());
    return flight;
  }
  flight->end = end;
  std::vector<std::string> reads;
  for (const auto& waiting : flight->batch) {
    const auto& wanted = waiting.command.reads;
    reads.insert(reads.end(), wanted.begin(), wanted.end());
  }
  if (auto read = store_.reader().Get(reads)) {
    for (std::size_t i = 0; i < reads.size(); ++i)
      flight->open.cache.emplace(std::move(reads[i]), std::move((*read)[i]));
  }
  // What a put refers to must stay where it is.
  flight->writes.reserve(flight->batch.size());
  for (std::size_t i = 0; i < flight->batch.size(); ++i) Decide(*flight, i, ahead);
  return flight;
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
  for (const auto& put : write.puts) flight.open.changes.Note(put, intent.action);
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
  if (flight.writes.empty()) {
    flight.committed = std::vector<store::Committed>();
    return;
  }
  flight.committed = store_.Commit(flight.writes, flight.open.now);
  if (!*flight.committed) return;
  Publish(flight, **flight.committed);
  for (const auto& [index, write] : flight.again)
    flight.batch[index].done(flight.writes[write].answer);
  for (std::size_t i = 0; i < flight.indices.size(); ++i) {
    // The next batch may still look at what this one wrote, but not at its answers.
    flight.batch[flight.indices[i]].done(std::move(flight.writes[i].answer));
  }
}

bool Ledger::Settle(Flight& flight) {
  if (*flight.committed) return true;
  const Error error = flight.committed->error();
  const bool alone = flight.batch.size() == 1 && error.reason != v1::ERROR_REASON_ETAG_STALE;
  if (alone || error.reason == v1::ERROR_REASON_STORE_UNAVAILABLE) {
    TellFailure(flight, error);
    return false;
  }
  for (const std::size_t index : flight.indices) Retry(flight.batch[index]);
  for (const auto& [index, write] : flight.again) Retry(flight.batch[index]);
  return false;
}

void Ledger::Retry(Waiting& waiting) {
  constexpr int kAttempts = 3;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    std::vector<Waiting> alone;
    alone.push_back({waiting.command, waiting.done});
    const auto flight = DecideAll(std::move(alone), nullptr);
    TellSettled(*flight);
    Commit(*flight);
    if (*flight->committed) return;
    const Error& error = flight->committed->error();
    if (error.reason != v1::ERROR_REASON_ETAG_STALE) return waiting.done(error);
  }
  waiting.done(Error{v1::ERROR_REASON_ETAG_STALE, "the record keeps changing: try again"});
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
