// SPDX-License-Identifier: Apache-2.0
#include "app/recorded_days.h"

#include <algorithm>

#include "base/clock.h"

namespace caseload::app {
namespace {

// As the rows of rules have it.
Result<std::int32_t> DayOfJournal(store::Reader& reader, std::uint64_t sequence) {
  const auto rows = reader.ReadJournal(sequence - 1, 1);
  if (!rows) return rows.error();
  if (rows->empty())
    return Error{v1::ERROR_REASON_INTERNAL, "the journal ends before what it was said to hold"};
  return Clock::DayInEngland(rows->front().recorded_at).days;
}

}  // namespace

std::int32_t DaysBySequence::DayOf(std::uint32_t sequence) const {
  if (first_.empty() || sequence < first_.front()) return 0;
  const auto holds = [&](std::size_t at) {
    return first_[at] <= sequence && (at + 1 == first_.size() || sequence < first_[at + 1]);
  };
  if (last_ >= first_.size() || !holds(last_)) {
    last_ = static_cast<std::size_t>(std::upper_bound(first_.begin(), first_.end(), sequence) -
                                     first_.begin()) -
            1;
  }
  return days_[last_];
}

// Days are halved until both ends are of one day: as many looks as there are days, times the
// logarithm of what was recorded on them.
Outcome RecordedDays::Fill(store::Reader& reader, std::uint64_t from, std::int32_t from_day,
                           std::uint64_t until, std::int32_t until_day) {
  if (from_day == until_day) return Nothing{};
  if (from + 1 == until) {
    known_.first_.push_back(static_cast<std::uint32_t>(until));
    known_.days_.push_back(until_day);
    return Nothing{};
  }
  const std::uint64_t middle = from + (until - from) / 2;
  const auto day = DayOfJournal(reader, middle);
  if (!day) return day.error();
  if (auto done = Fill(reader, from, from_day, middle, *day); !done) return done;
  return Fill(reader, middle, *day, until, until_day);
}

Result<DaysBySequence> RecordedDays::UpTo(store::Reader& reader, std::uint64_t sequence) {
  const std::lock_guard lock(mutex_);
  if (sequence <= up_to_) return known_;
  if (up_to_ == 0) {
    const auto first = DayOfJournal(reader, 1);
    if (!first) return first.error();
    known_.first_.push_back(1);
    known_.days_.push_back(*first);
    up_to_ = 1;
  }
  const auto last = DayOfJournal(reader, sequence);
  if (!last) return last.error();
  const DaysBySequence before = known_;
  if (auto filled = Fill(reader, up_to_, known_.days_.back(), sequence, *last); !filled) {
    known_ = before;
    return filled.error();
  }
  up_to_ = sequence;
  return known_;
}

}  // namespace caseload::app
