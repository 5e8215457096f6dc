// SPDX-License-Identifier: Apache-2.0
// The folder's rights and its lock.
#include "store/sqlite/folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace caseload::store::sqlite {
namespace {

Error Unavailable(const char* what) { return {v1::ERROR_REASON_STORE_UNAVAILABLE, what}; }

}  // namespace

Result<std::unique_ptr<Folder>> Folder::Hold(const std::filesystem::path& path) {
  std::error_code failed;
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), failed);
  if (failed) return Unavailable("the folder above the store's folder cannot be made");
  if (::mkdir(path.c_str(), S_IRWXU) != 0 && errno != EEXIST) {
    return Unavailable("the store's folder cannot be made");
  }
  const int lock =
      ::open((path / "caseload.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (lock < 0) return Unavailable("the store's folder cannot be used");
  std::unique_ptr<Folder> folder(new Folder(lock, path / "caseload.db"));
  // flock belongs to this opening of the file, so that a second store in this process is refused
  // too; it goes with the process, however that ends.
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    return Unavailable("another server holds the store's folder");
  }
  // SQLite gives its -wal and -shm files the rights of the database.
  folder->file_ =
      ::open(folder->database_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (folder->file_ < 0) return Unavailable("the store's file cannot be made or opened");
  return folder;
}

Folder::~Folder() {
  if (file_ >= 0) ::close(file_);
  ::close(lock_);
}

}  // namespace caseload::store::sqlite
