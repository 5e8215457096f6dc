// SPDX-License-Identifier: Apache-2.0
// Reads of records, of the terms they are found by, and of facts.
#include <limits>

#include "base/ids.h"
#include "store/sqlite/link_column.h"
#include "store/sqlite/reading.h"
#include "store/sqlite/record_in.h"

namespace caseload::store::sqlite {
namespace {

constexpr std::int64_t kLowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kHighest = std::numeric_limits<std::int64_t>::max();
// Below every id: leads to nothing.
constexpr std::int64_t kNoId = -1;

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
    const auto value = IdValue(id);
    auto rows = get_.Run(value.value_or(kNoId));
    found.push_back(rows.Next() ? std::optional<Record>(RecordIn(rows, 0).view().Copy())
                                : std::nullopt);
    if (rows.failed()) return rows.error();
  }
  if (one_state) {
    if (const int kept = one_state->Keep(); kept != SQLITE_OK) return StoreError(kept);
  }
  return found;
}

Result<std::optional<Record>> Reading::GetAt(const std::string& id, std::uint64_t sequence) {
  auto found = Get({&id, 1});
  if (!found) return found.error();
  const std::optional<Record>& current = found->front();
  if (!current || current->sequence <= sequence) return current;
  return FormerAt(*current, sequence);
}

// Goes back from version to version. A commit meanwhile does no harm: what lies before a version
// never changes.
Result<std::optional<Record>> Reading::FormerAt(const Record& current, std::uint64_t sequence) {
  Record record{current.id, current.kind, current.number, 0, current.sequence, "", ""};
  while (record.sequence > sequence) {
    auto rows = former_.Run(record.sequence);
    if (!rows.Next()) {
      if (rows.failed()) return rows.error();
      return std::optional<Record>();
    }
    record.version = rows.Count(0);
    if (rows.Count(1) >= record.sequence) {
      return Error{v1::ERROR_REASON_INTERNAL,
                   "the store's file is damaged: versions go in a circle"};
    }
    record.sequence = rows.Count(1);
    if (record.sequence > sequence) continue;
    record.body = rows.String(2);
    record.protected_body = rows.String(3);
  }
  return std::optional(std::move(record));
}

Outcome Reading::Scan(Kind kind, std::uint32_t after_number,
                      const std::function<bool(const RecordView&)>& take) {
  auto rows = scan_.Run(static_cast<int>(kind), after_number);
  while (rows.Next() && take(RecordIn(rows, 0).view())) {
  }
  if (rows.failed()) return rows.error();
  return Nothing{};
}

Result<std::vector<Term>> Reading::Find(const FindQuery& query) {
  std::vector<Term> terms;
  if (WaitsForTheTable(query.field)) {
    const auto taken = FindWaiting(query, [&](const Places& places) -> Outcome {
      for (const Link& place : places) {
        terms.push_back({query.field, query.value, place.order, IdText(place.target).string()});
      }
      return Nothing{};
    });
    if (!taken) return taken.error();
    return terms;
  }
  const auto take = [&](const Rows& rows, std::string_view value) {
    terms.push_back({query.field, std::string(value), rows.Int(0), IdText(rows.Int(1)).string()});
  };
  if (auto done = Find(query, targets_, 2, take); !done) return done.error();
  return terms;
}

Outcome Reading::FindRecords(const FindQuery& query,
                             const std::function<void(const FoundView&)>& take) {
  if (WaitsForTheTable(query.field)) {
    return FindWaiting(query, [&](const Places& places) -> Outcome {
      for (const Link& place : places) {
        auto rows = get_.Run(place.target);
        if (rows.Next()) take({query.value, place.order, RecordIn(rows, 0).view()});
        if (rows.failed()) return rows.error();
      }
      return Nothing{};
    });
  }
  if (LeadsFromRecord(query.field)) return FindOfOrigin(query, take);
  return Find(query, records_, 8, [&](const Rows& rows, std::string_view value) {
    take({value, rows.Int(0), RecordIn(rows, 1).view()});
  });
}

Result<std::vector<std::optional<Term>>> Reading::FindFirsts(
    Field field, std::span<const std::string_view> values) {
  std::vector<std::optional<Term>> firsts;
  firsts.reserve(values.size());
  Transaction one_state(connection_, begin_, commit_);
  if (one_state.begun() != SQLITE_OK) return StoreError(one_state.begun());
  for (const std::string_view value : values) {
    auto rows = first_.Run(value, static_cast<int>(field));
    auto& first = firsts.emplace_back();
    if (rows.Next()) first = {field, std::string(value), rows.Int(0), IdText(rows.Int(1)).string()};
    if (rows.failed()) return rows.error();
  }
  if (const int kept = one_state.Keep(); kept != SQLITE_OK) return StoreError(kept);
  return firsts;
}

Outcome Reading::Find(const FindQuery& query, Ways& ways, int value_column, const TakeFound& take) {
  if (query.prefix) return FindByPrefix(query, ways, value_column, take);
  const auto span = SpanOf(query);
  if (!span) return Nothing{};
  const auto field = static_cast<int>(query.field);
  auto rows = LeadsFromRecord(query.field)
                  ? ways.by_origin.Run(field, IdValue(query.value).value_or(kNoId), span->order,
                                       span->target, span->most, query.limit)
                  : ways.by_value.Run(field, query.value, span->order, span->target, span->most,
                                      query.limit);
  while (rows.Next()) take(rows, query.value);
  if (rows.failed()) return rows.error();
  return Nothing{};
}

std::optional<Reading::Span> Reading::SpanOf(const FindQuery& query) {
  const auto [least, most] = query.order_between.value_or(std::pair{kLowest, kHighest});
  if (query.after && query.after->value > query.value) return std::nullopt;
  if (query.after && query.after->value == query.value && query.after->order >= least) {
    return Span{query.after->order, IdValue(query.after->target).value_or(kNoId), most};
  }
  return Span{least, kNoId, most};
}

Outcome Reading::FindByPrefix(const FindQuery& query, Ways& ways, int value_column,
                              const TakeFound& take) {
  const auto [least, most] = query.order_between.value_or(std::pair{kLowest, kHighest});
  Term after{query.field, query.value, kLowest, ""};
  if (query.after && query.after->value >= query.value) after = *query.after;
  const std::int64_t after_target = IdValue(after.target).value_or(kNoId);
  const auto field = static_cast<int>(query.field);
  const auto run = [&](const auto& above) -> Outcome {
    auto rows = ways.by_prefix.Run(field, after.value, after.order, after_target, above, least,
                                   most, query.limit);
    while (rows.Next()) take(rows, rows.Bytes(value_column));
    if (rows.failed()) return rows.error();
    return Nothing{};
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
  if (rows.Next()) id = IdText(rows.Int(0)).string();
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
