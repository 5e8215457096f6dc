// SPDX-License-Identifier: Apache-2.0
// Tables by number and nothing else.
#include "bench/bare_inserts.h"

#include "base/ids.h"
#include "bench/plain_tables.h"
#include "bench/stopwatch.h"

namespace caseload::bench {

using store::sqlite::Blob;
using store::sqlite::Statement;

double RowsIn(const Units& units) {
  std::size_t rows = units.size() * kRecordsPerUnit;
  for (const auto& unit : units) rows += static_cast<std::size_t>(unit.cases(0).concerns_size());
  return static_cast<double>(rows);
}

double InsertBodies(const std::filesystem::path& file, const Units& units) {
  std::vector<std::string> bodies;
  for (const auto& unit : units) {
    bodies.push_back(unit.people(0).SerializeAsString());
    bodies.push_back(unit.cases(0).SerializeAsString());
    for (const auto& entry : unit.entries()) bodies.push_back(entry.SerializeAsString());
  }
  PlainTables tables(file);
  tables.Execute(
      "CREATE TABLE person(number INTEGER PRIMARY KEY, body BLOB);"
      "CREATE TABLE case_record(number INTEGER PRIMARY KEY, body BLOB);"
      "CREATE TABLE concern(case_number INTEGER, basis INTEGER, code TEXT, asserted_on TEXT);"
      "CREATE TABLE entry(number INTEGER PRIMARY KEY, body BLOB);");
  Statement person(tables.connection(), "INSERT INTO person(body) VALUES(?1)");
  Statement record(tables.connection(), "INSERT INTO case_record(body) VALUES(?1)");
  Statement concern(tables.connection(), "INSERT INTO concern VALUES(?1, ?2, ?3, ?4)");
  Statement entry(tables.connection(), "INSERT INTO entry(body) VALUES(?1)");
  const Stopwatch watch;
  tables.Execute("BEGIN");
  for (std::size_t i = 0; i < units.size(); ++i) {
    const std::string* body = &bodies[i * kRecordsPerUnit];
    person.Do(Blob{body[0]});
    record.Do(Blob{body[1]});
    for (const auto& one : units[i].cases(0).concerns()) {
      concern.Do(i, static_cast<int>(one.basis()), one.code(), one.asserted_on());
    }
    entry.Do(Blob{body[2]});
    entry.Do(Blob{body[3]});
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
