// SPDX-License-Identifier: Apache-2.0
#include "rules/host/library_store.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
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

// A file of nobody else's, gone unless it was given its name.
class Draft {
 public:
  explicit Draft(const fs::path& folder)
      : path_((folder / "draft-XXXXXX").string()), file_(mkostemp(path_.data(), O_CLOEXEC)) {}
  ~Draft() {
    if (file_ < 0) return;
    close(file_);
    if (!named_) unlink(path_.c_str());
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  bool Write(std::string_view bytes) {
    if (file_ < 0) return false;
    while (!bytes.empty()) {
      const ssize_t written = write(file_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return fchmod(file_, 0400) == 0;
  }
  bool Name(const fs::path& name) { return named_ = rename(path_.c_str(), name.c_str()) == 0; }

 private:
  std::string path_;
  int file_;
  bool named_ = false;
};

}  // namespace

LibraryStore::LibraryStore() {
  std::string name = (Parent() / "caseload-libraries-XXXXXX").string();
  if (mkdtemp(name.data()) != nullptr) folder_ = name;
}

LibraryStore::~LibraryStore() {
  std::error_code error;
  if (folder_.empty()) return;
  fs::remove_all(folder_, error);
}

Result<std::string> LibraryStore::Keep(std::string_view bytes, const std::string& digest) const {
  if (folder_.empty()) return Refused("there is no folder to keep it in");
  const fs::path path = PathOf(digest);
  if (Holds(digest)) return path.string();
  std::error_code error;
  fs::create_directory(path.parent_path(), error);
  // Whole under its name, or not at all; whoever keeps the same at once puts the same in its place.
  Draft draft(folder_);
  if (!draft.Write(bytes) || !draft.Name(path))
    return Refused("it cannot be copied to where workers load from");
  if (!Holds(digest)) return Refused("its copy is not what was copied");
  return path.string();
}

bool LibraryStore::Holds(const std::string& digest) const {
  std::ifstream file(PathOf(digest), std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  return file && Sha256Hex(bytes) == digest;
}

}  // namespace caseload::rules
