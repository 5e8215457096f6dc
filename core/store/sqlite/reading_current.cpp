// SPDX-License-Identifier: Apache-2.0
// Pages of what a record leads to: of the records on them, only those are looked up that are not in
// memory.
#include "base/ids.h"
#include "store/sqlite/reading.h"
#include "store/sqlite/record_in.h"

namespace caseload::store::sqlite {

// A connection knows the function from here on; one that cannot be told refuses the statement.
Reading::Reading(Connection& connection, const RecentLinks& recent, CurrentRecords& current)
    : connection_(connection), recent_(recent), current_(current) {
  sqlite3_create_function_v2(connection.handle(), "to_look_up", 1, SQLITE_UTF8 | SQLITE_DIRECTONLY,
                             this, ToLookUp, nullptr, nullptr, nullptr);
}

void Reading::ToLookUp(sqlite3_context* context, int, sqlite3_value** values) {
  auto& reading = *static_cast<Reading*>(sqlite3_user_data(context));
  Look& look = reading.look_;
  look.id = sqlite3_value_int64(values[0]);
  look.looked = reading.current_.Look(look.id, look.end);
  if (look.looked.record == nullptr) sqlite3_result_int64(context, look.id);
}

Outcome Reading::FindOfOrigin(const FindQuery& query,
                              const std::function<void(const FoundView&)>& take) {
  const auto origin = IdValue(query.value);
  const auto span = SpanOf(query);
  if (!origin || !span) return Nothing{};
  Transaction one_state(connection_, begin_, commit_);
  if (one_state.begun() != SQLITE_OK) return StoreError(one_state.begun());
  const auto end = Sequence();
  if (!end) return end.error();
  look_.end = *end;
  {
    auto rows = of_origin_.Run(static_cast<int>(query.field), *origin, span->order, span->target,
                               span->most, query.limit);
    while (rows.Next()) {
      if (look_.id != rows.Int(8)) {
        return Error{v1::ERROR_REASON_INTERNAL, "a page was not walked over row by row"};
      }
      const auto [record, wanted] = std::move(look_.looked);
      if (record != nullptr) {
        take({query.value, rows.Int(0), ViewOf(*record)});
      } else if (!rows.IsNull(1)) {
        const RecordIn found(rows, 1);
        if (wanted) current_.Keep(look_.id, found.view(), *end);
        take({query.value, rows.Int(0), found.view()});
      }
    }
    if (rows.failed()) return rows.error();
  }
  if (const int kept = one_state.Keep(); kept != SQLITE_OK) return StoreError(kept);
  return Nothing{};
}

}  // namespace caseload::store::sqlite
