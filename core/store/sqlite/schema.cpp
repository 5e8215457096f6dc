// SPDX-License-Identifier: Apache-2.0
// Steps are only ever added: a file out there has taken the earlier ones.
#include "store/sqlite/schema.h"

#include <algorithm>
#include <array>
#include <string>

namespace caseload::store::sqlite {
namespace {

// "CSCL": what file(1) and a wary reader recognise the store by.
constexpr std::int64_t kApplicationId = 0x4353434C;
// "CSLD" and "CSDB": files of versions that were never released, with other tables under the same
// number.
constexpr std::array<std::int64_t, 2> kNeverReleased = {0x43534C44, 0x43534442};

// Ids are numbers here (base/ids.h). A record lies with its body, one look-up away; a version that
// is replaced moves to `former`, under the sequence of the one that took its place, so that this
// table, too, only grows at its end. `links` lead from one record to others: all that belongs to
// one case or one person lies on one page or two, and so does its history, which is field 0. Few
// trees, because each costs every commit a page (README.md has the figures). `links_told` says
// through which sequence `links` has been told of everything (link_keeping.h).
constexpr const char* kFirstTables = R"sql(
CREATE TABLE audit(
  audit_id INTEGER PRIMARY KEY, recorded_at INTEGER NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
  because TEXT NOT NULL, first_sequence INTEGER NOT NULL, changes INTEGER NOT NULL, request_id TEXT NOT NULL,
  digest BLOB NOT NULL, before BLOB NOT NULL, answered_with INTEGER NOT NULL, after BLOB NOT NULL) STRICT;
CREATE UNIQUE INDEX audit_by_request ON audit(request_id) WHERE request_id <> '';
CREATE TABLE journal(
  sequence INTEGER PRIMARY KEY, recorded_at INTEGER NOT NULL, audit_id INTEGER NOT NULL, kind INTEGER NOT NULL,
  record_id INTEGER NOT NULL, version INTEGER NOT NULL, subjects BLOB NOT NULL, links BLOB NOT NULL) STRICT;
CREATE TABLE records(
  id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, number INTEGER NOT NULL, version INTEGER NOT NULL,
  sequence INTEGER NOT NULL, body BLOB NOT NULL, protected_body BLOB NOT NULL) STRICT;
CREATE UNIQUE INDEX records_by_number ON records(kind, number) WHERE number > 0;
CREATE TABLE former(
  superseded_by INTEGER PRIMARY KEY, record_id INTEGER NOT NULL, version INTEGER NOT NULL,
  sequence INTEGER NOT NULL, body BLOB NOT NULL, protected_body BLOB NOT NULL) STRICT;
CREATE TABLE links(
  origin INTEGER NOT NULL, field INTEGER NOT NULL, ord INTEGER NOT NULL, target INTEGER NOT NULL,
  PRIMARY KEY(origin, field, ord, target)) STRICT, WITHOUT ROWID;
CREATE TABLE links_told(through INTEGER NOT NULL) STRICT;
INSERT INTO links_told VALUES(0);
CREATE TABLE terms(
  value TEXT NOT NULL, field INTEGER NOT NULL, ord INTEGER NOT NULL, target INTEGER NOT NULL,
  PRIMARY KEY(value, field, ord, target)) STRICT, WITHOUT ROWID;
CREATE TABLE facts(
  sequence INTEGER PRIMARY KEY, superseded_by INTEGER NOT NULL, facts BLOB NOT NULL) STRICT;
CREATE TABLE settings(
  name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
)sql";

constexpr std::array kSteps = {kFirstTables};

Result<std::int64_t> Number(Connection& connection, const char* sql) {
  Statement statement(connection, sql);
  auto rows = statement.Run();
  const std::int64_t number = rows.Next() ? rows.Int(0) : 0;
  if (rows.failed()) return rows.error();
  return number;
}

Outcome RefuseForeign(Connection& writer, std::int64_t version) {
  const auto application = Number(writer, "PRAGMA application_id");
  if (!application) return application.error();
  const auto tables = Number(writer, "SELECT count(*) FROM sqlite_schema");
  if (!tables) return tables.error();
  if (std::ranges::find(kNeverReleased, *application) != kNeverReleased.end()) {
    return Error{v1::ERROR_REASON_INTERNAL,
                 "the store was written by a version that was never released: import it anew"};
  }
  const bool is_new = *application == 0 && version == 0 && *tables == 0;
  if (!is_new && *application != kApplicationId) {
    return Error{v1::ERROR_REASON_INTERNAL, "the file is a database of another program"};
  }
  if (version > static_cast<std::int64_t>(kSteps.size())) {
    return Error{v1::ERROR_REASON_INTERNAL,
                 "the store was written by a newer version of this program: schema " +
                     std::to_string(version) + ", this one knows " + std::to_string(kSteps.size())};
  }
  return Nothing{};
}

Outcome UseWriteAheadLog(Connection& writer) {
  // The page size holds only if set before the first table and before WAL.
  if (auto set = writer.Execute("PRAGMA page_size = 4096"); !set) return set;
  Statement journal_mode(writer, "PRAGMA journal_mode = WAL");
  auto rows = journal_mode.Run();
  const bool set = rows.Next() && rows.Bytes(0) == "wal";
  if (rows.failed()) return rows.error();
  // SQLite does not call it an error when the file system has no shared memory to offer, e.g. over
  // a network.
  if (!set) {
    return Error{v1::ERROR_REASON_STORE_UNAVAILABLE,
                 "the store's folder is on a file system without write-ahead logging"};
  }
  return Nothing{};
}

}  // namespace

Outcome BringUpToDate(Connection& writer) {
  const auto version = Number(writer, "PRAGMA user_version");
  if (!version) return version.error();
  if (auto ours = RefuseForeign(writer, *version); !ours) return ours;
  if (auto set = UseWriteAheadLog(writer); !set) return set;
  for (auto step = static_cast<std::size_t>(*version); step < kSteps.size(); ++step) {
    const std::string script = std::string("BEGIN IMMEDIATE;") + kSteps[step] +
                               "PRAGMA application_id = " + std::to_string(kApplicationId) +
                               "; PRAGMA user_version = " + std::to_string(step + 1) + "; COMMIT;";
    if (auto taken = writer.Execute(script.c_str()); !taken) {
      const Error error = taken.error();
      if (writer.InTransaction()) {
        sqlite3_exec(writer.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
      }
      return error;
    }
  }
  return Nothing{};
}

}  // namespace caseload::store::sqlite
