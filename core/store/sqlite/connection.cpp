// SPDX-License-Identifier: Apache-2.0
// Opening, binding, and the meaning of SQLite's codes.
#include "store/sqlite/connection.h"

namespace caseload::store::sqlite {
namespace {

// A person with the sqlite3 shell may hold the file for a moment; nobody else should.
constexpr int kBusyMillis = 2000;

std::string Described(const char* what, int code) {
  return std::string(what) + " (SQLite " + std::to_string(code) + ": " + sqlite3_errstr(code) + ")";
}

}  // namespace

Error StoreError(int code) {
  switch (code & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {v1::ERROR_REASON_INTERNAL, Described("the store's file is damaged", code)};
    case SQLITE_FULL:
      return {v1::ERROR_REASON_STORE_UNAVAILABLE, Described("the store's disk is full", code)};
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_NOLFS:
      return {v1::ERROR_REASON_STORE_UNAVAILABLE,
              Described("the store's file cannot be used just now", code)};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return {v1::ERROR_REASON_STORE_UNAVAILABLE,
              Described("another program holds the store's file", code)};
    case SQLITE_NOMEM:
      return {v1::ERROR_REASON_STORE_UNAVAILABLE, Described("the store has no memory left", code)};
    case SQLITE_TOOBIG:
      return {v1::ERROR_REASON_TOO_LARGE, Described("a record is larger than can be kept", code)};
    default:
      return {v1::ERROR_REASON_INTERNAL, Described("the store refused a statement", code)};
  }
}

Result<std::unique_ptr<Connection>> Connection::Open(const std::filesystem::path& file,
                                                     Access access, const char* vfs) {
  sqlite3* handle = nullptr;
  const int how = access == Access::kReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  const int opened = sqlite3_open_v2(file.c_str(), &handle, how | SQLITE_OPEN_NOMUTEX, vfs);
  if (handle == nullptr) return StoreError(SQLITE_NOMEM);
  std::unique_ptr<Connection> connection(new Connection(handle));
  if (opened != SQLITE_OK) return StoreError(opened);
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, kBusyMillis);
  return connection;
}

Connection::~Connection() { sqlite3_close(handle_); }

Outcome Connection::Execute(const char* sql) {
  const int done = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
  if (done != SQLITE_OK) return StoreError(done);
  return Nothing{};
}

int Statement::Prepare() {
  if (statement_ != nullptr) return SQLITE_OK;
  return sqlite3_prepare_v3(connection_.handle(), sql_.c_str(), -1, SQLITE_PREPARE_PERSISTENT,
                            &statement_, nullptr);
}

// A null pointer would bind NULL: an empty text has one too when it was never set.
int Statement::Bind(int place, std::string_view text) {
  return sqlite3_bind_text64(statement_, place, text.empty() ? "" : text.data(), text.size(),
                             nullptr, SQLITE_UTF8);
}

int Statement::Bind(int place, Blob blob) {
  return sqlite3_bind_blob64(statement_, place, blob.bytes.empty() ? "" : blob.bytes.data(),
                             blob.bytes.size(), nullptr);
}

Transaction::~Transaction() {
  // SQLite has rolled back by itself after some failures; a second rollback would be refused, which
  // is harmless but would hide that this one is not.
  if (begun_ == SQLITE_OK && connection_.InTransaction()) {
    sqlite3_exec(connection_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
}

}  // namespace caseload::store::sqlite
