// SPDX-License-Identifier: Apache-2.0
// Facts: the columnar picture of the whole caseload in both times, built at the start and advanced
// by each commit.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <shared_mutex>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "facts/columns.h"
#include "facts/fact.h"
#include "facts/packing.h"

namespace caseload::facts {

// The facts of one new version of one record.
struct Change {
  std::uint64_t sequence = 0;
  std::uint64_t replaced_sequence = 0;  // 0: the record is new
  std::string_view packed;              // empty: this version has none
};

class Facts;

// A look at the facts. They stand still while it is held, so hold it for one question only, and
// never take a second one meanwhile: a commit that waits in between would hold up both for ever.
class Reading {
 public:
  const Columns& operator[](FactKind kind) const;
  // The journal sequence the columns are true of.
  std::uint64_t sequence() const;
  // Episodes of one child (the episode's value), newest first: the row, and the one before it.
  std::uint32_t LastEpisodeOf(std::uint32_t child) const;
  std::uint32_t EpisodeBefore(std::uint32_t row) const;
  // Names each row that was added, or ceased to be believed, after the sequence. False when that
  // lies too far back to be told; the caller then starts afresh.
  template <class Take>
  bool EachChangeAfter(std::uint64_t sequence, Take&& take) const;

 private:
  friend class Facts;
  explicit Reading(const Facts& facts);
  const Facts* facts_;
  std::shared_lock<std::shared_mutex> lock_;
};

class Facts {
 public:
  Facts() = default;
  Facts(const Facts&) = delete;
  Facts& operator=(const Facts&) = delete;

  // One row of the stored facts, in the order of sequences, before anybody reads. superseded_by 0:
  // still believed.
  Outcome Load(std::uint64_t sequence, std::uint64_t superseded_by, std::string_view packed);
  // Takes over what was committed, in the order of sequences; all or nothing. One thread only.
  // last_sequence is the journal's end, which may lie beyond the last change; Advance({}, end) ends
  // a load.
  Outcome Advance(std::span<const Change> changes, std::uint64_t last_sequence);
  std::uint64_t sequence() const { return sequence_.load(std::memory_order_acquire); }
  // Thread-safe. Waits while an Advance is at work.
  Reading Read() const { return Reading(*this); }
  std::size_t Bytes() const;

 private:
  friend class Reading;
  // A row that ceased to be believed, and since when.
  struct Superseded {
    std::uint32_t sequence;
    std::uint32_t row;
    FactKind kind;
  };
  void Take(std::uint32_t sequence, std::uint32_t until, std::string_view packed);
  void Supersede(std::uint32_t replaced, std::uint32_t sequence);

  std::array<Columns, kKinds> columns_;
  std::vector<std::uint32_t> last_episode_of_child_;
  std::vector<std::uint32_t> episode_before_;
  std::deque<Superseded> superseded_;
  std::uint64_t superseded_from_ = 0;  // the log is complete after this sequence
  std::atomic<std::uint64_t> sequence_{0};
  mutable std::shared_mutex mutex_;
  // Readers pass it before they lock: otherwise readers that overlap without end would keep the
  // committer out, because the system's lock prefers them.
  mutable std::mutex turnstile_;
};

inline const Columns& Reading::operator[](FactKind kind) const {
  return facts_->columns_[static_cast<std::size_t>(kind)];
}

inline std::uint32_t Reading::LastEpisodeOf(std::uint32_t child) const {
  const auto& last = facts_->last_episode_of_child_;
  return child < last.size() ? last[child] : kNoRow;
}

inline std::uint32_t Reading::EpisodeBefore(std::uint32_t row) const {
  return facts_->episode_before_[row];
}

template <class Take>
bool Reading::EachChangeAfter(std::uint64_t sequence, Take&& take) const {
  if (sequence < facts_->superseded_from_) return false;
  const auto after = static_cast<std::uint32_t>(sequence);
  for (std::size_t kind = 0; kind < kKinds; ++kind) {
    const Columns& columns = facts_->columns_[kind];
    for (std::size_t row = columns.FirstAfter(after); row < columns.size(); ++row) {
      take(static_cast<FactKind>(kind), static_cast<std::uint32_t>(row));
    }
  }
  for (auto gone = facts_->superseded_.rbegin();
       gone != facts_->superseded_.rend() && gone->sequence > after; ++gone) {
    take(gone->kind, gone->row);
  }
  return true;
}

}  // namespace caseload::facts
