// SPDX-License-Identifier: Apache-2.0
// The writes that crash_writer makes and sqlite_crash_test looks for.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/store.h"

namespace caseload::store {

inline constexpr std::uint64_t kPutsOfPair = 2;
inline constexpr std::uint64_t kPairsOfCommit = 4;

inline std::vector<std::string> PairIds(std::uint64_t pair) {
  return {"left-" + std::to_string(pair), "right-" + std::to_string(pair)};
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
  for (const std::string& id : PairIds(pair)) {
    Put put;
    put.id = id;
    put.kind = Kind::kCase;
    put.number = static_cast<std::uint32_t>(kPutsOfPair * pair + (id[0] == 'l' ? 1 : 2));
    put.body = PairBody(pair);
    put.facts = "facts";
    put.terms_added = {{Field::kSourceKey, "pair-" + std::to_string(pair), 0, id}};
    put.subjects = {"pair-" + std::to_string(pair)};
    write.puts.push_back(std::move(put));
  }
  return write;
}

}  // namespace caseload::store
