// SPDX-License-Identifier: Apache-2.0
// HeldStore: a store in memory whose reads and commits wait, and fail, when a test says so.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>

#include "store/memory/memory_store.h"
#include "store/sqlite/leased_reader.h"

namespace caseload::fakes {

// Whoever comes while it is closed waits.
class Barrier {
 public:
  void Close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  void Open() {
    const std::lock_guard lock(mutex_);
    closed_ = false;
    changed_.notify_all();
  }
  void Pass() {
    std::unique_lock lock(mutex_);
    ++passed_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return !closed_; });
  }
  // Returns once so many have come, whether they wait or not.
  void Await(int passed) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return passed_ >= passed; });
  }
  int passed() {
    const std::lock_guard lock(mutex_);
    return passed_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool closed_ = false;
  int passed_ = 0;
};

class HeldStore final : public store::Store {
 public:
  Barrier reads;
  Barrier answers;  // past it, a read knows whether it fails
  Barrier commits;
  std::atomic<bool> unavailable{false};  // to reads
  std::atomic<bool> full{false};         // commits fail

  store::Reader& reader() override { return reader_; }
  Result<std::vector<store::Committed>> Commit(std::span<const store::Write> writes,
                                               Instant recorded_at) override {
    commits.Pass();
    if (full) return Error{v1::ERROR_REASON_STORE_UNAVAILABLE, "the store's disk is full"};
    return memory_.Commit(writes, recorded_at);
  }
  Result<std::string> GetOrSetSetting(const std::string& name,
                                      const std::string& value_if_new) override {
    return memory_.GetOrSetSetting(name, value_if_new);
  }

  // For LeasedReader.
  Result<store::Reader*> Lend() {
    reads.Pass();
    const bool fails = unavailable;
    answers.Pass();
    if (fails) return Error{v1::ERROR_REASON_STORE_UNAVAILABLE, "the store is unavailable"};
    return &memory_.reader();
  }

 private:
  store::MemoryStore memory_;
  store::sqlite::LeasedReader<HeldStore> reader_{*this};
};

}  // namespace caseload::fakes
