// SPDX-License-Identifier: Apache-2.0
// CurrentRecords: some records as they are now, in memory, so that a page of them need not be
// looked up one by one.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "store/store.h"

namespace caseload::store::sqlite {

// Thread-safe. What is kept is current for every reader whose journal ends at its sequence or later
// until a commit replaces it; the commit says so before any reader can see it, and from then on
// nobody keeps what an older state shows.
class CurrentRecords {
 public:
  // So many records, in sets of four.
  explicit CurrentRecords(std::size_t most);

  // By the one writer, before its commit is visible: what it replaces, and where the journal will
  // end. After a failure, and at the start: nothing, and where it does end.
  void Replace(std::span<const std::int64_t> ids, std::uint64_t end);

  struct Looked {
    std::shared_ptr<const Record> record;
    bool wanted = false;  // worth keeping, once it is read
  };
  // For a reader whose journal ends there.
  Looked Look(std::int64_t id, std::uint64_t end);
  // What that reader read instead.
  void Keep(std::int64_t id, const RecordView& record, std::uint64_t end);

 private:
  static constexpr std::size_t kWays = 4;
  static constexpr std::size_t kLocks = 64;

  struct Set {
    std::array<std::int64_t, kWays> ids{-1, -1, -1, -1};
    std::array<std::shared_ptr<const Record>, kWays> records;
    std::int64_t asked_last = -1;  // and not found
    std::size_t next_to_go = 0;
  };
  std::size_t PlaceOf(std::int64_t id) const;
  std::mutex& LockOf(std::size_t place) { return locks_[place % kLocks]; }

  std::vector<Set> sets_;
  std::array<std::mutex, kLocks> locks_;
  std::atomic<std::uint64_t> end_{0};
};

}  // namespace caseload::store::sqlite
