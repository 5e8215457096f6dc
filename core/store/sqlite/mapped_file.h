// SPDX-License-Identifier: Apache-2.0
// MappedFile: lets reading connections see the whole database file as memory, however large it is.
// SQLite as Debian builds it maps no more than 2 GiB; what lies beyond costs a system call and a
// copy each time.
#pragma once

#include <memory>

#include "base/result.h"
#include "store/sqlite/layer.h"

namespace caseload::store::sqlite {

// Only for connections that read, all of which must be closed before it goes. The file must not get
// shorter meanwhile. Thread-safe once made.
class MappedFile {
 public:
  // `file` is the open database. It must stay open, and no other descriptor of it may be closed,
  // while any connection is: closing one drops every lock that the process has on the file.
  static Result<std::unique_ptr<MappedFile>> Map(int file);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  // The way to open the file ("VFS") that sqlite3_open_v2 takes.
  const char* vfs() const { return layer_.name(); }

 private:
  MappedFile(void* mapping, std::size_t room);
  static int Open(sqlite3_vfs* vfs, sqlite3_filename path, sqlite3_file* file, int flags,
                  int* opened_with);

  void* const mapping_;
  const std::size_t room_;
  const Layer layer_;
};

}  // namespace caseload::store::sqlite
