// SPDX-License-Identifier: Apache-2.0
// Connection, Statement, Rows: SQLite with owners, and with its codes turned into Errors.
#pragma once

#include <sqlite3.h>

#include <concepts>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace caseload::store::sqlite {

// Bytes that are no text: SQLite orders and compares them apart from text.
struct Blob {
  std::string_view bytes;
};

// STORE_UNAVAILABLE for what may pass (disk full, I/O, locked), INTERNAL for damage and for our own
// mistakes. Takes an extended result code; holds no value and no path.
Error StoreError(int code);

// One SQLite connection. Used by one thread at a time; who shares it brings the lock.
class Connection {
 public:
  enum class Access { kReadOnly, kReadAndWrite };
  // `vfs` names a way of SQLite's to open the file; nullptr: its own.
  static Result<std::unique_ptr<Connection>> Open(const std::filesystem::path& file, Access access,
                                                  const char* vfs = nullptr);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Statements without parameters; rows they give are dropped.
  Outcome Execute(const char* sql);
  bool InTransaction() const { return sqlite3_get_autocommit(handle_) == 0; }
  sqlite3* handle() const { return handle_; }

 private:
  explicit Connection(sqlite3* handle) : handle_(handle) {}
  sqlite3* handle_;
};

// Walks over the rows of one run of a statement and frees the statement for the next run when it
// goes.
class Rows {
 public:
  Rows(sqlite3_stmt* statement, int code) : statement_(statement), code_(code) {}
  ~Rows() { sqlite3_reset(statement_); }
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;

  // False at the end and on failure: ask failed() after the last one.
  bool Next() {
    if (code_ != SQLITE_OK) return false;
    const int stepped = sqlite3_step(statement_);
    if (stepped == SQLITE_ROW) return true;
    if (stepped != SQLITE_DONE) code_ = stepped;
    return false;
  }
  bool failed() const { return code_ != SQLITE_OK; }
  int code() const { return code_; }
  Error error() const { return StoreError(code_); }

  std::int64_t Int(int column) const { return sqlite3_column_int64(statement_, column); }
  bool IsNull(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
  std::uint64_t Count(int column) const { return static_cast<std::uint64_t>(Int(column)); }
  // Text or blob; valid until the next row.
  std::string_view Bytes(int column) const {
    const void* bytes = sqlite3_column_blob(statement_, column);
    const int size = sqlite3_column_bytes(statement_, column);
    return {static_cast<const char*>(bytes), static_cast<std::size_t>(size)};
  }
  std::string String(int column) const { return std::string(Bytes(column)); }

 private:
  sqlite3_stmt* statement_;
  int code_;
};

// Prepared at the first run and kept for the connection's life. The connection must outlive it.
class Statement {
 public:
  Statement(Connection& connection, std::string sql)
      : connection_(connection), sql_(std::move(sql)) {}
  ~Statement() { sqlite3_finalize(statement_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  // One value a parameter, in order. Texts are not copied: they must outlive the Rows.
  template <class... Values>
  Rows Run(const Values&... values) {
    int code = Prepare();
    int place = 0;
    ((code = code == SQLITE_OK ? Bind(++place, values) : code), ...);
    return Rows(statement_, code);
  }

  // Runs a statement that gives no rows. SQLITE_OK or the extended code.
  template <class... Values>
  int Do(const Values&... values) {
    Rows rows = Run(values...);
    while (rows.Next()) {
    }
    return rows.code();
  }

 private:
  int Prepare();
  template <std::integral Number>
  int Bind(int place, Number number) {
    return sqlite3_bind_int64(statement_, place, static_cast<sqlite3_int64>(number));
  }
  int Bind(int place, std::string_view text);
  int Bind(int place, Blob blob);

  Connection& connection_;
  const std::string sql_;
  sqlite3_stmt* statement_ = nullptr;
};

// Makes what happens on the connection one transaction; rolls back unless kept.
class Transaction {
 public:
  // "BEGIN" reads one committed state; "BEGIN IMMEDIATE" is the writer's.
  Transaction(Connection& connection, Statement& begin, Statement& commit)
      : connection_(connection), commit_(commit), begun_(begin.Do()) {}
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  int begun() const { return begun_; }
  int Keep() { return commit_.Do(); }

 private:
  Connection& connection_;
  Statement& commit_;
  int begun_;
};

}  // namespace caseload::store::sqlite
