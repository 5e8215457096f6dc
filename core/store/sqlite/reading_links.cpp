// SPDX-License-Identifier: Apache-2.0
// Links as they are in one state: the table's rows, with the changes that it has not been told of.
#include <algorithm>
#include <limits>

#include "base/ids.h"
#include "store/sqlite/reading.h"

namespace caseload::store::sqlite {

// The journal's end is what begins the state. What is dropped from memory after the changes were
// looked at is in them; what was dropped before, while the state had begun already, may be in
// neither: then all begins again, in a state that has it in the table.
Outcome Reading::InPlaces(const Link& after, const Link& last, std::size_t most,
                          const std::function<Outcome(const Places&)>& read) {
  while (true) {
    const std::uint64_t drops = recent_.drops();
    Transaction one_state(connection_, begin_, commit_);
    if (one_state.begun() != SQLITE_OK) return StoreError(one_state.begun());
    const auto end = Sequence();
    if (!end) return end.error();
    const auto seen = recent_.Between(after, last, *end);
    if (seen.drops != drops) continue;
    const auto places = Merged(after, last, most, seen.changes);
    if (!places) return places.error();
    if (auto done = read(*places); !done) return done;
    if (const int kept = one_state.Keep(); kept != SQLITE_OK) return StoreError(kept);
    return Nothing{};
  }
}

Result<Reading::Places> Reading::Merged(const Link& after, const Link& last, std::size_t most,
                                        std::span<const LinkChange> changes) {
  const auto removed = std::ranges::count(changes, false, &LinkChange::added);
  Places places;
  auto rows = targets_.by_origin.Run(after.field, after.origin, after.order, after.target,
                                     last.order, most + static_cast<std::size_t>(removed));
  auto change = changes.begin();
  const auto add_up_to = [&](const Link* row) {
    for (; change != changes.end() && (row == nullptr || change->link < *row); ++change) {
      if (change->added) places.push_back(change->link);
    }
  };
  while (rows.Next()) {
    const Link row{after.origin, after.field, rows.Int(0), rows.Int(1)};
    add_up_to(&row);
    const bool told_again = change != changes.end() && change->link == row;
    if (!told_again || change->added) places.push_back(row);
    if (told_again) ++change;
  }
  if (rows.failed()) return rows.error();
  add_up_to(nullptr);
  if (places.size() > most) places.resize(most);
  return places;
}

Outcome Reading::FindWaiting(const FindQuery& query,
                             const std::function<Outcome(const Places&)>& read) {
  const auto origin = IdValue(query.value);
  if (!origin) return Nothing{};
  const auto span = SpanOf(query);
  if (!span) return Nothing{};
  const auto field = static_cast<std::int64_t>(query.field);
  return InPlaces({*origin, field, span->order, span->target},
                  {*origin, field, span->most, std::numeric_limits<std::int64_t>::max()},
                  query.limit, read);
}

}  // namespace caseload::store::sqlite
