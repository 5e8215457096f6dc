// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/recent_links.h"

#include <limits>
#include <mutex>

namespace caseload::store::sqlite {
namespace {

constexpr std::uint64_t kNoEnd = std::numeric_limits<std::uint64_t>::max();

// Of changes that come in the order of links and sequences, keeps the last of each link.
void Keep(std::vector<LinkChange>& kept, const LinkChange& change) {
  if (!kept.empty() && kept.back().link == change.link) kept.pop_back();
  kept.push_back(change);
}

}  // namespace

void RecentLinks::Note(std::span<const LinkChange> changes) {
  const std::unique_lock alone(lock_);
  auto place = changes_.end();
  for (const LinkChange& change : changes) {
    place = changes_.insert_or_assign(place, Key(change.link, change.sequence), change.added);
    ++place;
  }
}

void RecentLinks::Forget(std::span<const LinkChange> changes) {
  const std::unique_lock alone(lock_);
  for (const LinkChange& change : changes) changes_.erase(Key(change.link, change.sequence));
}

void RecentLinks::Drop(std::span<const LinkChange> folded) {
  if (folded.empty()) return;
  const std::unique_lock alone(lock_);
  for (const LinkChange& change : folded) {
    auto at = changes_.lower_bound(Key(change.link, 0));
    while (at != changes_.end() && at->first.first == change.link) at = changes_.erase(at);
  }
  ++drops_;
}

std::size_t RecentLinks::size() const {
  const std::shared_lock shared(lock_);
  return changes_.size();
}

std::vector<LinkChange> RecentLinks::After(const Link& link, std::size_t most) const {
  std::vector<LinkChange> found;
  const std::shared_lock shared(lock_);
  for (auto at = changes_.upper_bound(Key(link, kNoEnd)); at != changes_.end(); ++at) {
    const bool another = found.empty() || found.back().link != at->first.first;
    if (another && found.size() == most) break;
    Keep(found, {at->first.first, at->first.second, at->second});
  }
  return found;
}

RecentLinks::Seen RecentLinks::Between(const Link& after, const Link& last,
                                       std::uint64_t end) const {
  Seen seen;
  const std::shared_lock shared(lock_);
  seen.drops = drops_.load();
  for (auto at = changes_.upper_bound(Key(after, kNoEnd));
       at != changes_.end() && at->first.first <= last; ++at) {
    if (at->first.second <= end) {
      Keep(seen.changes, {at->first.first, at->first.second, at->second});
    }
  }
  return seen;
}

}  // namespace caseload::store::sqlite
