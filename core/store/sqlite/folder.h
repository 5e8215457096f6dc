// SPDX-License-Identifier: Apache-2.0
// Folder: the place of one store on disk, held by one server at a time.
#pragma once

#include <filesystem>
#include <memory>

#include "base/result.h"

namespace caseload::store::sqlite {

// Holds the folder's lock for as long as it lives.
class Folder {
 public:
  // Makes the folder (0700) and an empty database file (0600) where there is none.
  // STORE_UNAVAILABLE when another store, in this process or another, holds the folder.
  static Result<std::unique_ptr<Folder>> Hold(const std::filesystem::path& path);
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const std::filesystem::path& database() const { return database_; }
  // A descriptor of the database, open for as long as this lives.
  int file() const { return file_; }

 private:
  Folder(int lock, std::filesystem::path database) : lock_(lock), database_(std::move(database)) {}
  int lock_;
  int file_ = -1;
  std::filesystem::path database_;
};

}  // namespace caseload::store::sqlite
