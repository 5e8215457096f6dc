// SPDX-License-Identifier: Apache-2.0
// Writes that follow on each other are gathered; whatever else is asked of the file first lets them
// go.
#include "store/sqlite/log_file.h"

#include <new>
#include <string>
#include <string_view>

namespace caseload::store::sqlite {
namespace {

// SQLite's own write takes less than 128 KiB at once (17 bits of a size); larger ones gain little.
constexpr std::size_t kHeldBackMost = 96 * 1024;

struct File {
  sqlite3_file base;
  sqlite3_int64 begin;  // where in the file what is held back belongs
  std::string held_back;
};

File& Ours(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }

int LetGo(sqlite3_file* file) {
  File& ours = Ours(file);
  if (ours.held_back.empty()) return SQLITE_OK;
  const int written = kPassOn<File, &sqlite3_io_methods::xWrite>(
      file, ours.held_back.data(), static_cast<int>(ours.held_back.size()), ours.begin);
  // After a failure too: the commit fails with it, and its pages must not turn up in a later one.
  ours.held_back.clear();
  return written;
}

int Write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
  File& ours = Ours(file);
  const std::string_view more(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
  const auto end = ours.begin + static_cast<sqlite3_int64>(ours.held_back.size());
  if (offset != end || ours.held_back.size() + more.size() > kHeldBackMost) {
    if (const int written = LetGo(file); written != SQLITE_OK) return written;
    ours.begin = offset;
  }
  ours.held_back += more;
  return SQLITE_OK;
}

// Whatever the method is: what was written before it comes first.
template <auto kMethod>
struct Before;
template <class... Values, int (*sqlite3_io_methods::*kMethod)(sqlite3_file*, Values...)>
struct Before<kMethod> {
  static int Call(sqlite3_file* file, Values... values) {
    if (const int written = LetGo(file); written != SQLITE_OK) return written;
    return kPassOn<File, kMethod>(file, values...);
  }
};

int Close(sqlite3_file* file) {
  const int written = LetGo(file);
  const int closed = kPassOn<File, &sqlite3_io_methods::xClose>(file);
  Ours(file).~File();
  return written != SQLITE_OK ? written : closed;
}

constexpr sqlite3_io_methods kMethods = [] {
  using Methods = sqlite3_io_methods;
  Methods methods = PassAllOn<File>();
  methods.xClose = Close;
  methods.xRead = Before<&Methods::xRead>::Call;
  methods.xWrite = Write;
  methods.xTruncate = Before<&Methods::xTruncate>::Call;
  methods.xSync = Before<&Methods::xSync>::Call;
  methods.xFileSize = Before<&Methods::xFileSize>::Call;
  return methods;
}();

}  // namespace

LogFile::LogFile() : layer_(this, static_cast<int>(sizeof(File)), Open) {}

int LogFile::Open(sqlite3_vfs* vfs, sqlite3_filename path, sqlite3_file* file, int flags,
                  int* opened_with) {
  sqlite3_vfs& below = static_cast<LogFile*>(vfs->pAppData)->layer_.below();
  if ((flags & SQLITE_OPEN_WAL) == 0) return below.xOpen(&below, path, file, flags, opened_with);
  File* ours = new (file) File{{nullptr}, 0, {}};
  sqlite3_file* real = RealOf<File>(file);
  const int opened = below.xOpen(&below, path, real, flags, opened_with);
  if (real->pMethods != nullptr) {
    ours->base.pMethods = &kMethods;
  } else {
    ours->~File();
  }
  return opened;
}

}  // namespace caseload::store::sqlite
