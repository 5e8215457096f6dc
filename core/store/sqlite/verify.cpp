// SPDX-License-Identifier: Apache-2.0
// The checks of Verify, each a count of offenders that must be 0.
#include "store/sqlite/verify.h"

#include <array>

namespace caseload::store::sqlite {
namespace {

struct Check {
  const char* what;
  const char* offenders;
};

constexpr std::array kChecks = {
    Check{"the journal has a gap", "SELECT ifnull(max(sequence), 0) - count(*) FROM journal"},
    Check{
        "changes and audit rows do not agree",
        "SELECT abs((SELECT ifnull(sum(changes), 0) FROM audit) - (SELECT count(*) FROM journal))"},
    Check{"a change has no audit row of its own",
          "SELECT count(*) FROM journal j LEFT JOIN audit a ON a.audit_id = j.audit_id"
          " AND a.recorded_at = j.recorded_at AND j.sequence >= a.first_sequence"
          " AND j.sequence < a.first_sequence + a.changes WHERE a.audit_id IS NULL"},
    Check{"a record's current version is not in the journal",
          "SELECT count(*) FROM records r LEFT JOIN journal j ON j.sequence = r.sequence"
          " AND j.record_id = r.id AND j.version = r.version AND j.kind = r.kind"
          " WHERE j.sequence IS NULL"},
    Check{"a replaced version is not in the journal, or not before the one that replaced it",
          "SELECT count(*) FROM former f LEFT JOIN journal j ON j.sequence = f.sequence"
          " AND j.record_id = f.record_id AND j.version = f.version"
          " LEFT JOIN journal n ON n.sequence = f.superseded_by AND n.record_id = f.record_id"
          " AND n.version = f.version + 1 WHERE j.sequence IS NULL OR n.sequence IS NULL"
          " OR f.sequence >= f.superseded_by"},
    Check{"a change is neither current nor replaced",
          "SELECT abs((SELECT count(*) FROM records) + (SELECT count(*) FROM former)"
          " - (SELECT count(*) FROM journal))"},
    Check{"a history row has no change",
          "SELECT count(*) FROM links h LEFT JOIN journal j ON j.sequence = h.ord"
          " WHERE h.field = 0 AND j.sequence IS NULL"},
    Check{"a change is missing in the history of one of its subjects",
          "SELECT abs((SELECT count(*) FROM links WHERE field = 0)"
          " - (SELECT ifnull(sum(length(subjects) / 8), 0) FROM journal))"},
    Check{"facts are current for a replaced version, or the other way round",
          "SELECT count(*) FROM facts f LEFT JOIN journal j ON j.sequence = f.sequence"
          " LEFT JOIN records r ON r.id = j.record_id"
          " WHERE (f.superseded_by = 0) IS NOT (r.sequence = f.sequence)"},
    Check{"an answer holds a record that is not in the journal",
          "SELECT count(*) FROM audit a LEFT JOIN journal j ON j.sequence = a.answered_with"
          " WHERE a.answered_with > 0 AND j.sequence IS NULL"},
};

}  // namespace

Outcome Verify(Connection& reader) {
  {
    Statement whole(reader, "PRAGMA integrity_check(1)");
    auto rows = whole.Run();
    const bool is_whole = rows.Next() && rows.Bytes(0) == "ok";
    if (rows.failed()) return rows.error();
    if (!is_whole) return Error{v1::ERROR_REASON_INTERNAL, "the store's file is damaged"};
  }
  for (const Check& check : kChecks) {
    Statement offenders(reader, check.offenders);
    auto rows = offenders.Run();
    const bool agrees = rows.Next() && rows.Int(0) == 0;
    if (rows.failed()) return rows.error();
    if (!agrees) return Error{v1::ERROR_REASON_INTERNAL, check.what};
  }
  return Nothing{};
}

}  // namespace caseload::store::sqlite
