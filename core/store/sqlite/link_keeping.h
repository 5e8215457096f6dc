// SPDX-License-Identifier: Apache-2.0
// LinkKeeping: how the table `links` learns of what RecentLinks holds. Each commit carries on where
// the last one stopped, so that neighbours are written together and no commit stalls.
#pragma once

#include <limits>
#include <span>
#include <vector>

#include "store/sqlite/connection.h"
#include "store/sqlite/recent_links.h"

namespace caseload::store::sqlite {

// Belongs to the writer. The connection and the links must outlive it.
class LinkKeeping {
 public:
  // Some more than so many changes wait at most: not every small commit tells the table of a few.
  LinkKeeping(Connection& connection, RecentLinks& recent, std::size_t most)
      : connection_(connection), recent_(recent), most_(most) {}

  // Reads again what the table has not been told of. Once, before anything else.
  Outcome Recall();

  // In the writer's transaction, whose journal ends there: notes its changes, and tells the table
  // of as many as are too many.
  Outcome Keep(std::span<const LinkChange> changes, std::uint64_t end);
  // Afterwards, once: whether it was committed.
  void Settle(bool committed);
  // Tells the table of all; a transaction of its own.
  Outcome TellAll();

  // Tells the table of one that does not wait. SQLITE_OK or the extended code.
  int Tell(const LinkChange& change);

 private:
  static constexpr Link kBeforeAll{std::numeric_limits<std::int64_t>::min(), 0, 0, 0};

  // At most so many; a lap ends when there are no more.
  Outcome TellMore(std::size_t most, std::uint64_t end);
  Result<std::uint64_t> Number(Statement& statement);

  Connection& connection_;
  RecentLinks& recent_;
  const std::size_t most_;

  // Walks over the links in their order, lap by lap. What the journal said when a lap began is in
  // the table when it ends.
  struct Walk {
    Link at = kBeforeAll;
    std::uint64_t lap_began = 0;  // the journal's end then
  };
  Walk walk_;
  Walk next_walk_;  // when this commit is settled
  std::vector<LinkChange> noted_;
  std::vector<LinkChange> told_;

  Statement begin_{connection_, "BEGIN IMMEDIATE"};
  Statement commit_{connection_, "COMMIT"};
  Statement add_{connection_,
                 "INSERT OR IGNORE INTO links(origin, field, ord, target) VALUES(?1, ?2, ?3, ?4)"};
  Statement remove_{
      connection_,
      "DELETE FROM links WHERE origin = ?1 AND field = ?2 AND ord = ?3 AND target = ?4"};
  Statement end_{connection_, "SELECT ifnull(max(sequence), 0) FROM journal"};
  Statement through_{connection_, "SELECT through FROM links_told"};
  Statement told_through_{connection_, "UPDATE links_told SET through = ?1"};
  Statement later_{connection_,
                   "SELECT sequence, subjects, links FROM journal WHERE sequence > ?1"};
};

}  // namespace caseload::store::sqlite
