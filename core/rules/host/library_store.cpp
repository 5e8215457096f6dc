// SPDX-License-Identifier: Apache-2.0
#include "rules/host/library_store.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <system_error>

#include "base/ids.h"

namespace caseload::rules {
namespace {

namespace fs = std::filesystem;

Error Refused(std::string message) {
  return {v1::ERROR_REASON_RULE_UNAVAILABLE, std::move(message)};
}

// A service manager's own folder for what goes with the service, or where temporary files lie.
fs::path Parent() {
  std::error_code error;
  const char* given = std::getenv("RUNTIME_DIRECTORY");
  if (given != nullptr && fs::is_directory(given, error)) return given;
  return fs::temp_directory_path(error);
}

bool WriteNew(const fs::path& path, std::string_view bytes) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0400);
  if (file < 0) return false;
  while (!bytes.empty()) {
    const ssize_t written = write(file, bytes.data(), bytes.size());
    if (written <= 0) break;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return close(file) == 0 && bytes.empty();
}

}  // namespace

LibraryStore::LibraryStore() {
  std::string name = (Parent() / "caseload-libraries-XXXXXX").string();
  if (mkdtemp(name.data()) != nullptr) folder_ = name;
}

LibraryStore::~LibraryStore() {
  std::error_code error;
  if (folder_.empty()) return;
  for (fs::directory_iterator entry(folder_, error), end; !error && entry != end;
       entry.increment(error)) {
    fs::permissions(entry->path(), fs::perms::owner_all, error);
  }
  fs::remove_all(folder_, error);
}

Result<std::string> LibraryStore::Keep(std::string_view bytes, const std::string& digest) const {
  if (folder_.empty()) return Refused("there is no folder to keep it in");
  const fs::path path = PathOf(digest);
  std::error_code error;
  if (fs::create_directory(path.parent_path(), error)) {
    // Whole under its name, or not at all.
    const fs::path draft = path.parent_path() / "draft";
    const bool written = WriteNew(draft, bytes);
    fs::rename(draft, path, error);
    if (!written || error || chmod(path.parent_path().c_str(), 0500) != 0)
      return Refused("it cannot be copied to where workers load from");
  }
  if (!Holds(digest)) return Refused("its copy is not what was copied");
  return path.string();
}

bool LibraryStore::Holds(const std::string& digest) const {
  std::ifstream file(PathOf(digest), std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  return file && Sha256Hex(bytes) == digest;
}

}  // namespace caseload::rules
