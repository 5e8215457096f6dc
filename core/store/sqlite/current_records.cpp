// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/current_records.h"

#include <algorithm>
#include <bit>

#include "base/limits.h"

namespace caseload::store::sqlite {

CurrentRecords::CurrentRecords(std::size_t most)
    : sets_(std::bit_ceil(std::max<std::size_t>(most / kWays, 1))) {}

// Ids of one moment differ in their lowest bits only.
std::size_t CurrentRecords::PlaceOf(std::int64_t id) const {
  constexpr std::uint64_t kGolden = 0x9E3779B97F4A7C15;
  return ((static_cast<std::uint64_t>(id) * kGolden) >> 32) & (sets_.size() - 1);
}

void CurrentRecords::Replace(std::span<const std::int64_t> ids, std::uint64_t end) {
  // Before the first is taken out: none of them is kept again by a reader of an older state.
  end_.store(end);
  for (const std::int64_t id : ids) {
    const std::size_t place = PlaceOf(id);
    const std::lock_guard held(LockOf(place));
    Set& set = sets_[place];
    const auto at = std::ranges::find(set.ids, id);
    if (at == set.ids.end()) continue;
    set.records[static_cast<std::size_t>(at - set.ids.begin())].reset();
    *at = -1;
  }
}

// Where more is asked for than can be kept, only what is asked for twice in a row takes the place
// of something: else keeping would cost more than it saves.
CurrentRecords::Looked CurrentRecords::Look(std::int64_t id, std::uint64_t end) {
  const std::size_t place = PlaceOf(id);
  const std::lock_guard held(LockOf(place));
  Set& set = sets_[place];
  for (std::size_t way = 0; way < kWays; ++way) {
    if (set.ids[way] != id) continue;
    const auto& record = set.records[way];
    if (record->sequence <= end) return {record, false};
    return {};
  }
  const bool again = set.asked_last == id;
  set.asked_last = id;
  return {nullptr, again || std::ranges::find(set.ids, -1) != set.ids.end()};
}

void CurrentRecords::Keep(std::int64_t id, const RecordView& record, std::uint64_t end) {
  if (record.body.size() + record.protected_body.size() > limits::kKeptRecordBytes) return;
  auto copy = std::make_shared<const Record>(record.Copy());
  const std::size_t place = PlaceOf(id);
  const std::lock_guard held(LockOf(place));
  Set& set = sets_[place];
  if (end_.load() != end || std::ranges::find(set.ids, id) != set.ids.end()) return;
  auto at = std::ranges::find(set.ids, -1);
  if (at == set.ids.end()) {
    at = set.ids.begin() + static_cast<std::ptrdiff_t>(set.next_to_go);
    set.next_to_go = (set.next_to_go + 1) % kWays;
  }
  *at = id;
  set.records[static_cast<std::size_t>(at - set.ids.begin())] = std::move(copy);
}

}  // namespace caseload::store::sqlite
