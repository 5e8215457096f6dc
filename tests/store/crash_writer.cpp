// SPDX-License-Identifier: Apache-2.0
// A program that commits pairs of records without end and acknowledges each commit on its standard
// output, to be killed in the middle of it by sqlite_crash_test.
#include <unistd.h>

#include <cstdint>

#include "store/crash_pairs.h"
#include "store/sqlite/sqlite_store.h"

int main(int count, char** arguments) {
  using namespace caseload::store;
  if (count != 2) return 2;
  // So few that links go to the table all the time, lap after lap.
  constexpr std::size_t kRecentLinks = 20;
  const auto opened = SqliteStore::Open(arguments[1], kRecentLinks);
  if (!opened) return 3;
  const auto end = (*opened)->reader().Sequence();
  if (!end) return 4;
  for (std::uint64_t first = *end / kPutsOfPair;; first += kPairsOfCommit) {
    std::vector<Write> writes;
    for (std::uint64_t at = 0; at < kPairsOfCommit; ++at) writes.push_back(PairWrite(first + at));
    const caseload::Instant now{static_cast<std::int64_t>(first)};
    if (!(*opened)->Commit(writes, now)) return 5;
    const std::uint64_t acknowledged = first + kPairsOfCommit;
    if (::write(STDOUT_FILENO, &acknowledged, sizeof acknowledged) != sizeof acknowledged) return 6;
  }
}
