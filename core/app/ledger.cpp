// SPDX-License-Identifier: Apache-2.0
#include "app/ledger.h"

#include <future>
#include <numeric>

#include "base/limits.h"

namespace caseload::app {
namespace {

constexpr store::Kind kKinds[] = {
    store::Kind::kPerson, store::Kind::kRelationship, store::Kind::kFamily,
    store::Kind::kCase,   store::Kind::kEntry,        store::Kind::kWorker,
    store::Kind::kTeam,   store::Kind::kAllocation,   store::Kind::kAbsence,
    store::Kind::kImport, store::Kind::kImportFault};

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
  thread_ = std::thread([this] { Run(); });
}

Ledger::~Ledger() { Stop(); }

void Ledger::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Ledger::Submit(Command command, Done done) {
  {
    const std::lock_guard lock(mutex_);
    if (!stopping_ && queue_.size() < limits::kWaitingCommands) {
      queue_.push_back({std::move(command), std::move(done)});
      wake_.notify_one();
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
  wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
  std::vector<Waiting> batch;
  while (!queue_.empty() && batch.size() < limits::kBatchCommands) {
    batch.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  return batch;
}

void Ledger::Run() {
  while (true) {
    std::vector<Waiting> batch = Take();
    if (batch.empty()) return;
    CommitBatch(batch);
  }
}

void Ledger::CommitBatch(std::vector<Waiting>& batch) {
  std::vector<std::size_t> all(batch.size());
  std::iota(all.begin(), all.end(), 0);
  const std::vector<std::size_t> unsettled = CommitThese(batch, all);
  constexpr int kAttempts = 3;
  for (const std::size_t index : unsettled) {
    std::vector<std::size_t> left{index};
    for (int attempt = 0; attempt < kAttempts && !left.empty(); ++attempt)
      left = CommitThese(batch, left);
    if (!left.empty()) {
      batch[index].done(Error{v1::ERROR_REASON_ETAG_STALE, "the record keeps changing: try again"});
    }
  }
}

bool Ledger::AnswerAgain(Waiting& waiting, std::size_t index, Decided& decided) {
  const store::Intent& intent = waiting.command.intent;
  if (intent.request_id.empty()) return false;
  for (std::size_t i = 0; i < decided.writes.size(); ++i) {
    const store::Intent& before = decided.writes[i].intent;
    if (before.request_id != intent.request_id) continue;
    if (before.request_digest == intent.request_digest) {
      // Not before it is on disk.
      decided.again.emplace_back(index, i);
    } else {
      waiting.done(Reused());
    }
    return true;
  }
  auto first = store_.writer_view().FindAnswer(intent.request_id);
  if (!first) {
    waiting.done(first.error());
    return true;
  }
  if (!*first) return false;
  const bool same = (*first)->request_digest == intent.request_digest;
  waiting.done(same ? Result<std::string>((*first)->answer) : Result<std::string>(Reused()));
  return true;
}

void Ledger::Decide(Waiting& waiting, Batch& batch, std::size_t index, std::uint64_t& sequence,
                    Decided& decided) {
  if (AnswerAgain(waiting, index, decided)) return;
  Draft draft(batch, makers_, codes_, waiting.command.intent.actor);
  auto answer = waiting.command.decide(draft);
  if (draft.failure()) answer = *draft.failure();
  if (!answer) {
    waiting.done(answer.error());
    return;
  }
  store::Write write{waiting.command.intent, draft.TakePuts(), {}};
  draft.Adopt();
  sequence += write.puts.size();
  write.answer = (*answer)(sequence);
  decided.indices.push_back(index);
  decided.writes.push_back(std::move(write));
}

void Ledger::TellFailure(std::vector<Waiting>& batch, const Decided& decided, const Error& error) {
  for (const std::size_t index : decided.indices) batch[index].done(error);
  for (const auto& [index, write] : decided.again) batch[index].done(error);
}

std::vector<std::size_t> Ledger::CommitThese(std::vector<Waiting>& batch,
                                             std::span<const std::size_t> indices) {
  Batch open(store_.writer_view(), NextInstant());
  auto start = store_.writer_view().Sequence();
  if (!start) {
    for (const std::size_t index : indices) batch[index].done(start.error());
    return {};
  }
  std::vector<std::string> reads;
  for (const std::size_t index : indices) {
    const auto& wanted = batch[index].command.reads;
    reads.insert(reads.end(), wanted.begin(), wanted.end());
  }
  if (auto read = store_.writer_view().Get(reads)) {
    for (std::size_t i = 0; i < reads.size(); ++i)
      open.cache.emplace(reads[i], std::move((*read)[i]));
  }
  std::uint64_t sequence = *start;
  Decided decided;
  for (const std::size_t index : indices) Decide(batch[index], open, index, sequence, decided);
  if (decided.writes.empty()) return {};
  auto committed = store_.Commit(decided.writes, open.now);
  if (!committed) {
    const v1::ErrorReason reason = committed.error().reason;
    const bool alone = indices.size() == 1 && reason != v1::ERROR_REASON_ETAG_STALE;
    if (alone || reason == v1::ERROR_REASON_STORE_UNAVAILABLE) {
      TellFailure(batch, decided, committed.error());
      return {};
    }
    std::vector<std::size_t> unsettled = decided.indices;
    for (const auto& [index, write] : decided.again) unsettled.push_back(index);
    return unsettled;
  }
  Publish(decided, *committed);
  for (const auto& [index, write] : decided.again) batch[index].done(decided.writes[write].answer);
  for (std::size_t i = 0; i < decided.indices.size(); ++i) {
    batch[decided.indices[i]].done(std::move(decided.writes[i].answer));
  }
  return {};
}

void Ledger::Publish(const Decided& decided, const std::vector<store::Committed>& committed) {
  std::vector<facts::Change> changes;
  std::uint64_t last = 0;
  for (std::size_t i = 0; i < decided.writes.size(); ++i) {
    const auto& puts = decided.writes[i].puts;
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
