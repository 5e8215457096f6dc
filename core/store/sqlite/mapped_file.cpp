// SPDX-License-Identifier: Apache-2.0
// A layer over SQLite's own access to files (sqlite.org/vfs.html): all is passed on but xFetch and
// xUnfetch, which lend pages of one mapping that is made once and never moves.
#include "store/sqlite/mapped_file.h"

#include <sys/mman.h>

#include <new>

#include "base/limits.h"

namespace caseload::store::sqlite {
namespace {

// SQLite gives the room for both: ours, and behind it the one that does the work.
struct File {
  sqlite3_file base;
  const char* mapping;
  sqlite3_int64 known_size;  // the file was at least so long when last looked at
  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File& Ours(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }

// One that passes a call on to the real file's method of the same place in the table.
template <auto kMethod>
struct PassOn;
template <class Answer, class... Values,
          Answer (*sqlite3_io_methods::*kMethod)(sqlite3_file*, Values...)>
struct PassOn<kMethod> {
  static Answer Call(sqlite3_file* file, Values... values) {
    sqlite3_file* real = Ours(file).real();
    return (real->pMethods->*kMethod)(real, values...);
  }
};
template <auto kMethod>
constexpr auto kPassOn = &PassOn<kMethod>::Call;

// The mapping is ours: the real file is not to make a second one.
int FileControl(sqlite3_file* file, int what, void* value) {
  if (what == SQLITE_FCNTL_MMAP_SIZE) return SQLITE_OK;
  return kPassOn<&sqlite3_io_methods::xFileControl>(file, what, value);
}

// A page beyond the file's end would end the process: such a one is left to be read.
int Fetch(sqlite3_file* file, sqlite3_int64 offset, int size, void** page) {
  File& ours = Ours(file);
  const sqlite3_int64 end = offset + size;
  *page = nullptr;
  if (end > static_cast<sqlite3_int64>(limits::kMappedBytes)) return SQLITE_OK;
  if (end > ours.known_size) {
    const int looked = kPassOn<&sqlite3_io_methods::xFileSize>(file, &ours.known_size);
    if (looked != SQLITE_OK) return looked;
  }
  if (end <= ours.known_size) *page = const_cast<char*>(ours.mapping) + offset;
  return SQLITE_OK;
}

int Unfetch(sqlite3_file*, sqlite3_int64, void*) { return SQLITE_OK; }

constexpr sqlite3_io_methods kMethods = {
    3,
    kPassOn<&sqlite3_io_methods::xClose>,
    kPassOn<&sqlite3_io_methods::xRead>,
    kPassOn<&sqlite3_io_methods::xWrite>,
    kPassOn<&sqlite3_io_methods::xTruncate>,
    kPassOn<&sqlite3_io_methods::xSync>,
    kPassOn<&sqlite3_io_methods::xFileSize>,
    kPassOn<&sqlite3_io_methods::xLock>,
    kPassOn<&sqlite3_io_methods::xUnlock>,
    kPassOn<&sqlite3_io_methods::xCheckReservedLock>,
    FileControl,
    kPassOn<&sqlite3_io_methods::xSectorSize>,
    kPassOn<&sqlite3_io_methods::xDeviceCharacteristics>,
    kPassOn<&sqlite3_io_methods::xShmMap>,
    kPassOn<&sqlite3_io_methods::xShmLock>,
    kPassOn<&sqlite3_io_methods::xShmBarrier>,
    kPassOn<&sqlite3_io_methods::xShmUnmap>,
    Fetch,
    Unfetch,
};

}  // namespace

Result<std::unique_ptr<MappedFile>> MappedFile::Map(int file) {
  // Room for the whole of the file as it may become: what it grows by appears in the mapping.
  void* mapping =
      ::mmap(nullptr, limits::kMappedBytes, PROT_READ, MAP_SHARED | MAP_NORESERVE, file, 0);
  if (mapping == MAP_FAILED) {
    return Error{v1::ERROR_REASON_STORE_UNAVAILABLE, "the store's file cannot be mapped"};
  }
  std::unique_ptr<MappedFile> mapped(new MappedFile(mapping));
  if (mapped->below_ == nullptr || sqlite3_vfs_register(&mapped->vfs_, 0) != SQLITE_OK) {
    return Error{v1::ERROR_REASON_INTERNAL, "SQLite cannot be told of the mapped file"};
  }
  return mapped;
}

// A copy of what lies below, with our Open in its place: the other entries of the table ask the VFS
// they are given for nothing that differs.
MappedFile::MappedFile(void* mapping)
    : mapping_(mapping),
      name_("caseload-" + std::to_string(reinterpret_cast<std::uintptr_t>(mapping))),
      below_(sqlite3_vfs_find(nullptr)),
      vfs_(below_ == nullptr ? sqlite3_vfs{} : *below_) {
  vfs_.szOsFile += static_cast<int>(sizeof(File));
  vfs_.zName = name_.c_str();
  vfs_.pNext = nullptr;
  vfs_.pAppData = this;
  vfs_.xOpen = Open;
}

MappedFile::~MappedFile() {
  sqlite3_vfs_unregister(&vfs_);
  ::munmap(mapping_, limits::kMappedBytes);
}

int MappedFile::Open(sqlite3_vfs* vfs, sqlite3_filename path, sqlite3_file* file, int flags,
                     int* opened_with) {
  const auto& mapped = *static_cast<MappedFile*>(vfs->pAppData);
  sqlite3_vfs* below = mapped.below_;
  // The log and SQLite's own files are not mapped; they get the whole room.
  if ((flags & SQLITE_OPEN_MAIN_DB) == 0) {
    return below->xOpen(below, path, file, flags, opened_with);
  }
  File* ours = new (file) File{{nullptr}, static_cast<const char*>(mapped.mapping_), 0};
  const int opened = below->xOpen(below, path, ours->real(), flags, opened_with);
  // SQLite closes what has methods, also after a failure.
  if (ours->real()->pMethods != nullptr) ours->base.pMethods = &kMethods;
  return opened;
}

}  // namespace caseload::store::sqlite
