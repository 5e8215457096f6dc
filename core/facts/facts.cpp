// SPDX-License-Identifier: Apache-2.0
// Builds the facts from stored rows and takes over what each commit changed.
#include "facts/facts.h"

#include <algorithm>

namespace caseload::facts {
namespace {

// Rows that ceased to be believed and can still be told one by one: some minutes of the fastest
// import. Whoever lags behind further rebuilds, which is quicker by then.
constexpr std::size_t kSupersededKept = 1'000'000;

Error OutOfOrder() {
  return {v1::ERROR_REASON_INTERNAL, "facts must arrive in the order of journal sequences"};
}

Error TooFar() {
  return {v1::ERROR_REASON_INTERNAL,
          "the journal has outgrown the 32 bits that facts keep of its sequence"};
}

}  // namespace

Reading::Reading(const Facts& facts) : facts_(&facts) {
  { const std::lock_guard pass(facts.turnstile_); }
  lock_ = std::shared_lock(facts.mutex_);
}

std::uint64_t Reading::sequence() const { return facts_->sequence(); }

Outcome Facts::Load(std::uint64_t sequence, std::uint64_t superseded_by, std::string_view packed) {
  if (sequence > kHighestSequence || superseded_by > kHighestSequence) return TooFar();
  if (sequence <= this->sequence() || (superseded_by != 0 && superseded_by <= sequence)) {
    return OutOfOrder();
  }
  if (!packed.empty()) {
    if (auto checked = CheckPacked(packed); !checked) return checked;
    const std::unique_lock lock(mutex_);
    Take(static_cast<std::uint32_t>(sequence),
         superseded_by == 0 ? kStillBelieved : static_cast<std::uint32_t>(superseded_by), packed);
  }
  sequence_.store(sequence, std::memory_order_release);
  superseded_from_ = sequence;
  return Nothing{};
}

Outcome Facts::Advance(std::span<const Change> changes, std::uint64_t last_sequence) {
  std::uint64_t before = sequence();
  for (const Change& change : changes) {
    if (change.sequence <= before || change.replaced_sequence >= change.sequence) {
      return OutOfOrder();
    }
    before = change.sequence;
    if (change.packed.empty()) continue;
    if (auto checked = CheckPacked(change.packed); !checked) return checked;
  }
  if (last_sequence < before) return OutOfOrder();
  if (last_sequence > kHighestSequence) return TooFar();

  const std::lock_guard first(turnstile_);
  const std::unique_lock lock(mutex_);
  for (const Change& change : changes) {
    const auto known = static_cast<std::uint32_t>(change.sequence);
    if (change.replaced_sequence != 0) {
      Supersede(static_cast<std::uint32_t>(change.replaced_sequence), known);
    }
    if (!change.packed.empty()) Take(known, kStillBelieved, change.packed);
  }
  while (superseded_.size() > kSupersededKept) {
    superseded_from_ = superseded_.front().sequence;
    superseded_.pop_front();
  }
  sequence_.store(last_sequence, std::memory_order_release);
  return Nothing{};
}

void Facts::Take(std::uint32_t sequence, std::uint32_t until, std::string_view packed) {
  for (std::size_t at = 1; at < packed.size(); at += kPackedBytes) {
    const Fact fact = ReadPacked(packed.data() + at);
    Columns& columns = columns_[static_cast<std::size_t>(fact.kind)];
    const auto row = static_cast<std::uint32_t>(columns.size());
    columns.Append(fact, sequence, until);
    if (fact.kind != FactKind::kEpisode) continue;
    const auto child = static_cast<std::uint32_t>(fact.value);
    // A child number beyond any in use belongs to nobody; the episode still counts as a case.
    if (child > kHighestNumber) {
      episode_before_.push_back(kNoRow);
      continue;
    }
    auto& last = last_episode_of_child_;
    if (child >= last.size()) {
      last.resize(std::max<std::size_t>(child + 1, last.size() + last.size() / 2), kNoRow);
    }
    episode_before_.push_back(last[child]);
    last[child] = row;
  }
}

void Facts::Supersede(std::uint32_t replaced, std::uint32_t sequence) {
  for (std::size_t kind = 0; kind < kKinds; ++kind) {
    Columns& columns = columns_[kind];
    for (std::size_t row = columns.FirstAfter(replaced - 1);
         row < columns.size() && columns.known_from[row] == replaced; ++row) {
      columns.known_until[row] = sequence;
      superseded_.push_back(
          {sequence, static_cast<std::uint32_t>(row), static_cast<FactKind>(kind)});
    }
  }
}

std::size_t Facts::Bytes() const {
  const std::shared_lock lock(mutex_);
  std::size_t bytes =
      (last_episode_of_child_.capacity() + episode_before_.capacity()) * sizeof(std::uint32_t) +
      superseded_.size() * sizeof(Superseded);
  for (const Columns& columns : columns_) bytes += columns.Bytes();
  return bytes;
}

}  // namespace caseload::facts
