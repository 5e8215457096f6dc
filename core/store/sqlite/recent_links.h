// SPDX-License-Identifier: Apache-2.0
// RecentLinks: the newest changes of `links`, which the table itself is told of later and in its
// own order. The journal has them too, so nothing is lost when this is.
#pragma once

#include <atomic>
#include <compare>
#include <cstdint>
#include <map>
#include <shared_mutex>
#include <span>
#include <utility>
#include <vector>

namespace caseload::store::sqlite {

// A row of `links`.
struct Link {
  std::int64_t origin = 0;
  std::int64_t field = 0;
  std::int64_t order = 0;
  std::int64_t target = 0;
  friend auto operator<=>(const Link&, const Link&) = default;
};

struct LinkChange {
  Link link;
  std::uint64_t sequence = 0;  // of the change of a record that it is part of
  bool added = true;           // or removed
};

// Thread-safe. One writer at a time, which alone may call what is not const.
class RecentLinks {
 public:
  // Of the same link and sequence, the last one counts. Quickest in the order of links.
  void Note(std::span<const LinkChange> changes);
  // What was noted for a commit that failed.
  void Forget(std::span<const LinkChange> changes);
  // Drops all changes of these links: the table has them, and every reader that begins from now on
  // sees it so.
  void Drop(std::span<const LinkChange> folded);

  std::size_t size() const;
  // The links after this one, at most so many, each with its last change.
  std::vector<LinkChange> After(const Link& link, std::size_t most) const;

  // How often something was dropped. A reader asks before it begins: where Seen says another
  // number, what it began on may lack what was dropped meanwhile, and it begins again.
  std::uint64_t drops() const { return drops_.load(); }
  struct Seen {
    std::vector<LinkChange> changes;  // in the order of links, of each the last one
    std::uint64_t drops = 0;
  };
  // What had become of the links after the first, up to the last, when the journal ended there.
  Seen Between(const Link& after, const Link& last, std::uint64_t end) const;

 private:
  using Key = std::pair<Link, std::uint64_t>;
  mutable std::shared_mutex lock_;
  std::map<Key, bool> changes_;  // added or removed, by link and sequence
  std::atomic<std::uint64_t> drops_{0};
};

}  // namespace caseload::store::sqlite
