// SPDX-License-Identifier: Apache-2.0
// MemoryTables: what a MemoryStore holds, and the lock that keeps a read from seeing half a commit.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <shared_mutex>
#include <string>
#include <utility>
#include <vector>

#include "store/store.h"

namespace caseload::store {

struct MemoryFacts {
  std::uint64_t superseded_by = 0;
  std::string facts;
};

struct MemoryTables {
  mutable std::shared_mutex lock;
  std::map<std::string, std::vector<Record>> versions;  // by id; the last one is current
  std::map<std::pair<Kind, std::uint32_t>, std::string> numbers;
  std::vector<JournalRow> journal;  // sequence s is at s - 1
  std::map<std::string, std::vector<std::uint64_t>> history;
  std::set<Term> terms;
  std::map<std::uint64_t, MemoryFacts> facts;
  std::map<std::string, FirstAnswer> answers;
  std::map<std::string, std::string> settings;
};

}  // namespace caseload::store
