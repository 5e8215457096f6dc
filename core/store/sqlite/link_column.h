// SPDX-License-Identifier: Apache-2.0
// How the journal keeps what a change did to links, as one column; and which links wait at all.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/sqlite/recent_links.h"
#include "store/store.h"

namespace caseload::store::sqlite {

// What a subject leads to by its history: the order is the sequence.
inline constexpr std::int64_t kHistory = 0;

inline LinkChange HistoryOf(std::int64_t subject, std::uint64_t sequence) {
  return {{subject, kHistory, static_cast<std::int64_t>(sequence), 0}, sequence, true};
}

// Links that the table is told of later: those a new entry makes, which lie anywhere in it. The
// others change seldom, and pages of cases are read by them.
constexpr bool WaitsForTheTable(Field field) {
  return field == Field::kEntryOfCase || field == Field::kEntryOfPerson;
}

// 26 bytes a change; the sequence is the row's own.
std::string PackLinks(std::span<const LinkChange> changes);
// Nothing when the bytes are not what PackLinks wrote.
std::optional<std::vector<LinkChange>> UnpackLinks(std::string_view packed, std::uint64_t sequence);

}  // namespace caseload::store::sqlite
