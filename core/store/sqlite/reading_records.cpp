// SPDX-License-Identifier: Apache-2.0
// Reads of records, of the terms they are found by, and of facts.
#include <limits>

#include "store/sqlite/reading.h"

namespace caseload::store::sqlite {
namespace {

constexpr std::int64_t kLowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kHighest = std::numeric_limits<std::int64_t>::max();

RecordView ViewIn(const Rows& rows, int first) {
  return {rows.Bytes(first),
          static_cast<Kind>(rows.Int(first + 1)),
          static_cast<std::uint32_t>(rows.Int(first + 2)),
          rows.Count(first + 3),
          rows.Count(first + 4),
          rows.Bytes(first + 5),
          rows.Bytes(first + 6)};
}

Outcome TakeAll(Rows rows, const std::function<void(const Rows&)>& take) {
  while (rows.Next()) take(rows);
  if (rows.failed()) return rows.error();
  return Nothing{};
}

// The least text above all that begin with the prefix; nothing when every text above it does.
std::optional<std::string> AboveAll(std::string prefix) {
  while (!prefix.empty() && static_cast<unsigned char>(prefix.back()) == 0xff) prefix.pop_back();
  if (prefix.empty()) return std::nullopt;
  prefix.back() = static_cast<char>(static_cast<unsigned char>(prefix.back()) + 1);
  return prefix;
}

}  // namespace

Result<std::vector<std::optional<Record>>> Reading::Get(std::span<const std::string> ids) {
  std::vector<std::optional<Record>> found;
  found.reserve(ids.size());
  // One statement is a state of its own; several need a transaction to see the same one.
  std::optional<Transaction> one_state;
  if (ids.size() > 1) {
    one_state.emplace(connection_, begin_, commit_);
    if (one_state->begun() != SQLITE_OK) return StoreError(one_state->begun());
  }
  for (const std::string& id : ids) {
    auto rows = get_.Run(id);
    found.push_back(rows.Next() ? std::optional<Record>(ViewIn(rows, 0).Copy()) : std::nullopt);
    if (rows.failed()) return rows.error();
  }
  if (one_state) {
    if (const int kept = one_state->Keep(); kept != SQLITE_OK) return StoreError(kept);
  }
  return found;
}

Result<std::optional<Record>> Reading::GetAt(const std::string& id, std::uint64_t sequence) {
  // A commit between the two questions does no harm: what `former` answers for a past sequence
  // never changes, except that the version read as current by the first one may move there.
  {
    auto current = get_.Run(id);
    if (current.Next()) {
      if (current.Count(4) <= sequence) return std::optional<Record>(ViewIn(current, 0).Copy());
    } else {
      if (current.failed()) return current.error();
      return std::optional<Record>();
    }
  }
  auto former = get_former_.Run(id, sequence > static_cast<std::uint64_t>(kHighest)
                                        ? kHighest
                                        : static_cast<std::int64_t>(sequence));
  std::optional<Record> found;
  if (former.Next()) found = ViewIn(former, 0).Copy();
  if (former.failed()) return former.error();
  return found;
}

Outcome Reading::Scan(Kind kind, std::uint32_t after_number,
                      const std::function<bool(const RecordView&)>& take) {
  auto rows = scan_.Run(static_cast<int>(kind), after_number);
  while (rows.Next() && take(ViewIn(rows, 0))) {
  }
  if (rows.failed()) return rows.error();
  return Nothing{};
}

Result<std::vector<Term>> Reading::Find(const FindQuery& query) {
  std::vector<Term> terms;
  auto done = Find(query, {find_, find_by_prefix_}, [&](const Rows& rows) {
    terms.push_back({query.field, rows.String(0), rows.Int(1), rows.String(2)});
  });
  if (!done) return done.error();
  return terms;
}

Outcome Reading::FindRecords(const FindQuery& query,
                             const std::function<void(const FoundView&)>& take) {
  return Find(query, {find_records_, find_records_by_prefix_}, [&](const Rows& rows) {
    take({rows.Bytes(0), rows.Int(1), ViewIn(rows, 2)});
  });
}

Outcome Reading::Find(const FindQuery& query, Ways ways,
                      const std::function<void(const Rows&)>& take) {
  if (query.prefix) return FindByPrefix(query, ways.by_prefix, take);
  const auto [least, most] = query.order_between.value_or(std::pair{kLowest, kHighest});
  // No target is empty, so (least, "") lies below every row of that order.
  std::int64_t after_order = least;
  std::string_view after_target;
  if (query.after && query.after->value > query.value) return Nothing{};
  if (query.after && query.after->value == query.value && query.after->order >= least) {
    after_order = query.after->order;
    after_target = query.after->target;
  }
  return TakeAll(ways.exactly.Run(static_cast<int>(query.field), query.value, after_order,
                                  after_target, most, query.limit),
                 take);
}

Outcome Reading::FindByPrefix(const FindQuery& query, Statement& statement,
                              const std::function<void(const Rows&)>& take) {
  const auto [least, most] = query.order_between.value_or(std::pair{kLowest, kHighest});
  Term after{query.field, query.value, kLowest, ""};
  if (query.after && query.after->value >= query.value) after = *query.after;
  const auto field = static_cast<int>(query.field);
  const auto run = [&](const auto& above) {
    return TakeAll(statement.Run(field, after.value, after.order, after.target, above, least, most,
                                 query.limit),
                   take);
  };
  // SQLite orders every blob above every text.
  const auto above = AboveAll(query.value);
  return above ? run(*above) : run(Blob{});
}

Result<std::uint32_t> Reading::HighestNumber(Kind kind) {
  auto rows = highest_number_.Run(static_cast<int>(kind));
  const auto number = rows.Next() ? static_cast<std::uint32_t>(rows.Int(0)) : std::uint32_t{0};
  if (rows.failed()) return rows.error();
  return number;
}

Result<std::optional<std::string>> Reading::IdOfNumber(Kind kind, std::uint32_t number) {
  auto rows = id_of_number_.Run(static_cast<int>(kind), number);
  std::optional<std::string> id;
  if (rows.Next()) id = rows.String(0);
  if (rows.failed()) return rows.error();
  return id;
}

// One statement from first row to last, so that no record is seen twice as current. It holds one
// state for its whole run (some 0.2 s a million rows): `take` must not wait for anything.
Outcome Reading::EachFactsRow(const std::function<void(const FactsRow&)>& take) {
  auto rows = facts_.Run();
  while (rows.Next()) take({rows.Count(0), rows.Count(1), rows.Bytes(2)});
  if (rows.failed()) return rows.error();
  return Nothing{};
}

}  // namespace caseload::store::sqlite
