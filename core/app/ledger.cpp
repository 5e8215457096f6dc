// SPDX-License-Identifier: Apache-2.0
// The queue, and the two threads: one decides, the other commits what is worth it meanwhile.
#include "app/ledger.h"

#include <future>

#include "base/limits.h"

namespace caseload::app {
namespace {

// So much work is worth a change of threads: to be decided while a batch is on its way to the disk,
// or to be written while others are decided. Less of it makes a larger batch later, which costs the
// disk less.
constexpr std::size_t kWorthAThread = 100;

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

// Waits for nothing but the first: one caller costs one fsync, 256 callers cost 1/256 each. Never
// takes much more than is worth a thread: what is decided can be on its way while more is.
std::vector<Ledger::Waiting> Ledger::Take(std::size_t most, bool until_landed) {
  std::unique_lock lock(mutex_);
  wake_.wait(lock, [&] {
    if (!until_landed) return stopping_ || !queue_.empty();
    return under_way_ == nullptr || (most > 0 && queue_weight_ >= kWorthAThread);
  });
  std::vector<Waiting> batch;
  std::size_t weight = 0;
  while (!queue_.empty() && batch.size() < most && weight < kWorthAThread) {
    weight += queue_.front().command.weight;
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

}  // namespace caseload::app
