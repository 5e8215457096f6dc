// SPDX-License-Identifier: Apache-2.0
// Layer: something of ours between SQLite and its own access to files (sqlite.org/vfs.html).
#pragma once

#include <sqlite3.h>

#include <string>

namespace caseload::store::sqlite {

// A VFS that copies SQLite's own but for xOpen; the other entries ask the VFS they are given for
// nothing that differs. Every connection opened by it must be closed before it goes.
class Layer {
 public:
  // `file_bytes` of room before each file that SQLite's own VFS opens. `open` finds `owner` in
  // pAppData.
  Layer(void* owner, int file_bytes,
        int (*open)(sqlite3_vfs*, sqlite3_filename, sqlite3_file*, int, int*))
      : below_(sqlite3_vfs_find(nullptr)), vfs_(below_ == nullptr ? sqlite3_vfs{} : *below_) {
    name_ = "caseload-" + std::to_string(reinterpret_cast<std::uintptr_t>(owner));
    vfs_.szOsFile += file_bytes;
    vfs_.zName = name_.c_str();
    vfs_.pNext = nullptr;
    vfs_.pAppData = owner;
    vfs_.xOpen = open;
    registered_ = below_ != nullptr && sqlite3_vfs_register(&vfs_, 0) == SQLITE_OK;
  }
  ~Layer() {
    if (registered_) sqlite3_vfs_unregister(&vfs_);
  }
  Layer(const Layer&) = delete;
  Layer& operator=(const Layer&) = delete;

  bool registered() const { return registered_; }
  // What sqlite3_open_v2 takes.
  const char* name() const { return name_.c_str(); }
  sqlite3_vfs& below() const { return *below_; }

 private:
  sqlite3_vfs* below_;
  sqlite3_vfs vfs_;
  std::string name_;
  bool registered_ = false;
};

// File begins with a sqlite3_file; behind it lies the real one.
template <class File>
sqlite3_file* RealOf(sqlite3_file* file) {
  return reinterpret_cast<sqlite3_file*>(reinterpret_cast<File*>(file) + 1);
}

// Passes a call on to the real file's method of the same place in the table.
template <class File, auto kMethod>
struct PassOn;
template <class File, class Answer, class... Values,
          Answer (*sqlite3_io_methods::*kMethod)(sqlite3_file*, Values...)>
struct PassOn<File, kMethod> {
  static Answer Call(sqlite3_file* file, Values... values) {
    sqlite3_file* real = RealOf<File>(file);
    return (real->pMethods->*kMethod)(real, values...);
  }
};
template <class File, auto kMethod>
constexpr auto kPassOn = &PassOn<File, kMethod>::Call;

// The table that passes everything on, to be changed where a layer does something of its own.
template <class File>
constexpr sqlite3_io_methods PassAllOn() {
  using Methods = sqlite3_io_methods;
  return {3,
          kPassOn<File, &Methods::xClose>,
          kPassOn<File, &Methods::xRead>,
          kPassOn<File, &Methods::xWrite>,
          kPassOn<File, &Methods::xTruncate>,
          kPassOn<File, &Methods::xSync>,
          kPassOn<File, &Methods::xFileSize>,
          kPassOn<File, &Methods::xLock>,
          kPassOn<File, &Methods::xUnlock>,
          kPassOn<File, &Methods::xCheckReservedLock>,
          kPassOn<File, &Methods::xFileControl>,
          kPassOn<File, &Methods::xSectorSize>,
          kPassOn<File, &Methods::xDeviceCharacteristics>,
          kPassOn<File, &Methods::xShmMap>,
          kPassOn<File, &Methods::xShmLock>,
          kPassOn<File, &Methods::xShmBarrier>,
          kPassOn<File, &Methods::xShmUnmap>,
          kPassOn<File, &Methods::xFetch>,
          kPassOn<File, &Methods::xUnfetch>};
}

}  // namespace caseload::store::sqlite
