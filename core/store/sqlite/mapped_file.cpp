// SPDX-License-Identifier: Apache-2.0
// Pages are lent from one mapping that is made once and never moves.
#include "store/sqlite/mapped_file.h"

#include <sys/mman.h>
#include <sys/stat.h>

#include <algorithm>
#include <new>

#include "base/limits.h"

namespace caseload::store::sqlite {
namespace {

struct File {
  sqlite3_file base;
  const char* mapping;
  sqlite3_int64 mapped;      // bytes
  sqlite3_int64 known_size;  // the file was at least so long when last looked at
};

File& Ours(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }

// The mapping is ours: the real file is not to make a second one.
int FileControl(sqlite3_file* file, int what, void* value) {
  if (what == SQLITE_FCNTL_MMAP_SIZE) return SQLITE_OK;
  return kPassOn<File, &sqlite3_io_methods::xFileControl>(file, what, value);
}

// A page beyond the file's end would end the process: such a one is left to be read.
int Fetch(sqlite3_file* file, sqlite3_int64 offset, int size, void** page) {
  File& ours = Ours(file);
  const sqlite3_int64 end = offset + size;
  *page = nullptr;
  if (ours.mapping == nullptr || end > ours.mapped) return SQLITE_OK;
  if (end > ours.known_size) {
    const int looked = kPassOn<File, &sqlite3_io_methods::xFileSize>(file, &ours.known_size);
    if (looked != SQLITE_OK) return looked;
  }
  if (end <= ours.known_size) *page = const_cast<char*>(ours.mapping) + offset;
  return SQLITE_OK;
}

int Unfetch(sqlite3_file*, sqlite3_int64, void*) { return SQLITE_OK; }

constexpr sqlite3_io_methods kMethods = [] {
  sqlite3_io_methods methods = PassAllOn<File>();
  methods.xFileControl = FileControl;
  methods.xFetch = Fetch;
  methods.xUnfetch = Unfetch;
  return methods;
}();

}  // namespace

Result<std::unique_ptr<MappedFile>> MappedFile::Map(int file) {
  struct stat now {};
  if (::fstat(file, &now) != 0) {
    return Error{v1::ERROR_REASON_STORE_UNAVAILABLE, "the store's file cannot be looked at"};
  }
  // Room for the file as it may become: what it grows by appears in the mapping.
  const std::size_t room =
      std::max(limits::kMappedLeast, static_cast<std::size_t>(now.st_size) * limits::kMappedTimes);
  void* mapping = ::mmap(nullptr, room, PROT_READ, MAP_SHARED | MAP_NORESERVE, file, 0);
  // Where the process may not have so much address space, pages are read.
  if (mapping == MAP_FAILED) mapping = nullptr;
  std::unique_ptr<MappedFile> mapped(new MappedFile(mapping, room));
  if (!mapped->layer_.registered()) {
    return Error{v1::ERROR_REASON_INTERNAL, "SQLite cannot be told of the mapped file"};
  }
  return mapped;
}

MappedFile::MappedFile(void* mapping, std::size_t room)
    : mapping_(mapping), room_(room), layer_(this, static_cast<int>(sizeof(File)), Open) {}

MappedFile::~MappedFile() {
  if (mapping_ != nullptr) ::munmap(mapping_, room_);
}

int MappedFile::Open(sqlite3_vfs* vfs, sqlite3_filename path, sqlite3_file* file, int flags,
                     int* opened_with) {
  const auto& mapped = *static_cast<MappedFile*>(vfs->pAppData);
  sqlite3_vfs& below = mapped.layer_.below();
  // The log and SQLite's own files are not mapped; they get the whole room.
  if ((flags & SQLITE_OPEN_MAIN_DB) == 0) {
    return below.xOpen(&below, path, file, flags, opened_with);
  }
  File* ours = new (file) File{{nullptr},
                               static_cast<const char*>(mapped.mapping_),
                               static_cast<sqlite3_int64>(mapped.room_),
                               0};
  sqlite3_file* real = RealOf<File>(file);
  const int opened = below.xOpen(&below, path, real, flags, opened_with);
  // SQLite closes what has methods, also after a failure.
  if (real->pMethods != nullptr) ours->base.pMethods = &kMethods;
  return opened;
}

}  // namespace caseload::store::sqlite
