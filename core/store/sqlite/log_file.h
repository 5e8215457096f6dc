// SPDX-License-Identifier: Apache-2.0
// LogFile: writes what a commit adds to the write-ahead log in one go. SQLite writes each page of
// it by two calls of the system; of a commit that changes a thousand pages that is a fifth of the
// work.
#pragma once

#include "store/sqlite/layer.h"

namespace caseload::store::sqlite {

// Only for a connection with synchronous = FULL: what is held back goes to the file when the commit
// is synced, before any reader is told of it. Every connection must be closed before it goes.
class LogFile {
 public:
  LogFile();
  LogFile(const LogFile&) = delete;
  LogFile& operator=(const LogFile&) = delete;

  bool registered() const { return layer_.registered(); }
  const char* vfs() const { return layer_.name(); }

 private:
  static int Open(sqlite3_vfs* vfs, sqlite3_filename path, sqlite3_file* file, int flags,
                  int* opened_with);
  const Layer layer_;
};

}  // namespace caseload::store::sqlite
