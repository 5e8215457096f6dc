// SPDX-License-Identifier: Apache-2.0
// Recorded days: on which day each change was recorded, from the few changes that were the first of
// their day.
#pragma once

#include <cstdint>
#include <mutex>
#include <vector>

#include "base/result.h"
#include "store/store.h"

namespace caseload::app {

// As known once; copied and looked into by one thread.
class DaysBySequence {
 public:
  // In UTC; 0 for a sequence that was not reached.
  std::int32_t DayOf(std::uint32_t sequence) const;

 private:
  friend class RecordedDays;
  std::vector<std::uint32_t> first_;  // sequences, each the first of its day
  std::vector<std::int32_t> days_;
  // Neighbours are asked about one after the other.
  mutable std::size_t last_ = 0;
};

// Thread-safe. Grows with the journal.
class RecordedDays {
 public:
  // Up to the sequence at least, which the journal must have reached.
  Result<DaysBySequence> UpTo(store::Reader& reader, std::uint64_t sequence);

 private:
  // The days between two sequences whose own are known.
  Outcome Fill(store::Reader& reader, std::uint64_t from, std::int32_t from_day,
               std::uint64_t until, std::int32_t until_day);

  std::mutex mutex_;
  DaysBySequence known_;
  std::uint64_t up_to_ = 0;
};

}  // namespace caseload::app
