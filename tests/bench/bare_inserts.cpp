// SPDX-License-Identifier: Apache-2.0
// Tables by number and nothing else.
#include "bench/bare_inserts.h"

#include <deque>

#include "base/ids.h"
#include "bench/plain_tables.h"
#include "bench/stopwatch.h"

namespace caseload::bench {

using store::sqlite::Blob;
using store::sqlite::Statement;

namespace {

constexpr const char* kTables[] = {"team",   "worker",      "absence", "person",    "relationship",
                                   "family", "case_record", "entry",   "allocation"};

// All records of a unit, list by list in the order of the tables.
template <class Take>
void EachList(const v1::ImportUnit& unit, Take take) {
  take(unit.teams());
  take(unit.workers());
  take(unit.absences());
  take(unit.people());
  take(unit.relationships());
  take(unit.families());
  take(unit.cases());
  take(unit.entries());
  take(unit.allocations());
}

struct BareRow {
  std::size_t table = 0;
  std::string body;
  const v1::Case* record = nullptr;  // whose concerns follow
};

std::vector<BareRow> BareRowsOf(const Units& units) {
  std::vector<BareRow> rows;
  for (const auto& unit : units) {
    std::size_t table = 0;
    EachList(unit, [&](const auto& list) {
      for (const auto& one : list) {
        rows.push_back({table, one.SerializeAsString()});
        if constexpr (std::is_same_v<decltype(one), const v1::Case&>) rows.back().record = &one;
      }
      ++table;
    });
  }
  return rows;
}

}  // namespace

std::size_t RecordsIn(const Units& units) {
  std::size_t records = 0;
  for (const auto& unit : units) {
    EachList(unit, [&](const auto& list) { records += static_cast<std::size_t>(list.size()); });
  }
  return records;
}

double RowsIn(const Units& units) {
  std::size_t rows = RecordsIn(units);
  for (const auto& unit : units) {
    for (const auto& one : unit.cases()) rows += static_cast<std::size_t>(one.concerns_size());
  }
  return static_cast<double>(rows);
}

double InsertBodies(const std::filesystem::path& file, const Units& units) {
  const std::vector<BareRow> rows = BareRowsOf(units);
  PlainTables tables(file);
  std::deque<Statement> inserts;
  for (const std::string table : kTables) {
    tables.Execute("CREATE TABLE " + table + "(number INTEGER PRIMARY KEY, body BLOB)");
    inserts.emplace_back(tables.connection(), "INSERT INTO " + table + "(body) VALUES(?1)");
  }
  tables.Execute(
      "CREATE TABLE concern(case_number INTEGER, basis INTEGER, code TEXT, asserted_on TEXT)");
  Statement concern(tables.connection(), "INSERT INTO concern VALUES(?1, ?2, ?3, ?4)");
  const Stopwatch watch;
  tables.Execute("BEGIN");
  int number = 0;
  for (const auto& row : rows) {
    inserts[row.table].Do(Blob{row.body});
    if (row.record == nullptr) continue;
    ++number;
    for (const auto& one : row.record->concerns()) {
      concern.Do(number, static_cast<int>(one.basis()), one.code(), one.asserted_on());
    }
  }
  tables.Execute("COMMIT");
  return RowsIn(units) / watch.Seconds();
}

// Every row that the store itself keeps of these writes, in tables without any index, in one
// transaction. Seconds.
double SecondsToInsertAll(const std::filesystem::path& file, std::span<const store::Write> writes) {
  PlainTables tables(file);
  tables.Execute(
      "CREATE TABLE records(id INTEGER, kind INTEGER, number INTEGER, version INTEGER,"
      " sequence INTEGER, body BLOB, protected_body BLOB);"
      "CREATE TABLE journal(recorded_at INTEGER, audit_id INTEGER, kind INTEGER,"
      " record_id INTEGER, version INTEGER);"
      "CREATE TABLE links(origin INTEGER, field INTEGER, ord INTEGER, target INTEGER);"
      "CREATE TABLE terms(value TEXT, field INTEGER, ord INTEGER, target INTEGER);"
      "CREATE TABLE facts(sequence INTEGER, superseded_by INTEGER, facts BLOB);");
  Statement record(tables.connection(), "INSERT INTO records VALUES(?1, ?2, ?3, 1, ?4, ?5, ?6)");
  Statement journal(tables.connection(), "INSERT INTO journal VALUES(?1, 1, ?2, ?3, 1)");
  Statement link(tables.connection(), "INSERT INTO links VALUES(?1, ?2, ?3, ?4)");
  Statement term(tables.connection(), "INSERT INTO terms VALUES(?1, ?2, ?3, ?4)");
  Statement facts(tables.connection(), "INSERT INTO facts VALUES(?1, 0, ?2)");
  const Stopwatch watch;
  tables.Execute("BEGIN");
  std::int64_t sequence = 0;
  for (const auto& write : writes) {
    for (const store::Put& put : write.puts) {
      const int kind = static_cast<int>(put.kind);
      const std::int64_t id = *IdValue(put.id);
      ++sequence;
      record.Do(id, kind, put.number, sequence, Blob{put.body}, Blob{put.protected_body});
      journal.Do(sequence, kind, id);
      for (const auto& subject : put.subjects) link.Do(*IdValue(subject), 0, sequence, 0);
      for (const auto& one : put.terms_added) {
        const auto field = static_cast<int>(one.field);
        if (store::LeadsFromRecord(one.field)) {
          link.Do(*IdValue(one.value), field, one.order, *IdValue(one.target));
        } else {
          term.Do(one.value, field, one.order, *IdValue(one.target));
        }
      }
      if (!put.facts.empty()) facts.Do(sequence, Blob{put.facts});
    }
  }
  tables.Execute("COMMIT");
  return watch.Seconds();
}

}  // namespace caseload::bench
