// SPDX-License-Identifier: Apache-2.0
// The writes that crash_writer makes and sqlite_crash_test looks for.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/ids.h"
#include "store/store.h"

namespace caseload::store {

inline constexpr std::uint64_t kPutsOfPair = 2;
inline constexpr std::uint64_t kPairsOfCommit = 4;

// What both have in their history.
inline std::string SubjectOf(std::uint64_t pair) {
  constexpr std::int64_t kBeyondAllPairs = std::int64_t{1} << 40;
  return IdText(kBeyondAllPairs + static_cast<std::int64_t>(pair)).string();
}

inline std::vector<std::string> PairIds(std::uint64_t pair) {
  return {IdText(static_cast<std::int64_t>(kPutsOfPair * pair)).string(),
          IdText(static_cast<std::int64_t>(kPutsOfPair * pair + 1)).string()};
}

// Large enough that a commit spans many pages.
inline std::string PairBody(std::uint64_t pair) {
  return "pair " + std::to_string(pair) + std::string(3000 + pair % 7 * 1000, 'x');
}

inline Write PairWrite(std::uint64_t pair) {
  Write write;
  write.intent = {"crash-writer", "pairs.write", "", "request-" + std::to_string(pair),
                  std::string(32, 'd')};
  write.answer = PairBody(pair);
  auto number = static_cast<std::uint32_t>(kPutsOfPair * pair);
  for (const std::string& id : PairIds(pair)) {
    Put put;
    put.id = id;
    put.kind = Kind::kCase;
    put.number = ++number;
    put.body = PairBody(pair);
    put.facts = "facts";
    put.terms_added = {{Field::kSourceKey, "pair-" + std::to_string(pair), 0, id},
                       {Field::kEntryOfCase, SubjectOf(pair), 0, id}};
    put.subjects = {SubjectOf(pair)};
    write.puts.push_back(std::move(put));
  }
  return write;
}

}  // namespace caseload::store
