// SPDX-License-Identifier: Apache-2.0
// Opens and closes again: only that tells what this user may read.
#include "exchange/file_failure.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace caseload::exchange {

namespace {

Failure Wrong(const std::filesystem::path& path, std::string_view why) {
  const std::string name = LastPart(path);
  return Failure{"FILE_UNREADABLE", name + " " + std::string(why), name, 0};
}

std::string_view Words(std::error_code why) {
  if (why == std::errc::no_such_file_or_directory || why == std::errc::not_a_directory) {
    return "does not exist.";
  }
  if (why == std::errc::permission_denied || why == std::errc::operation_not_permitted) {
    return "may not be read by this user.";
  }
  if (why == std::errc::is_a_directory) return "is a folder; a file is expected.";
  if (why == std::errc::filename_too_long) return "has too long a name to exist.";
  if (why == std::errc::too_many_symbolic_link_levels) return "is a link that leads nowhere.";
  if (why == std::errc::too_many_files_open || why == std::errc::too_many_files_open_in_system) {
    return "cannot be opened: too many files are open.";
  }
  if (why == std::errc::io_error) return "cannot be read: the disk reports an error.";
  return "cannot be opened for reading.";
}

// The kind of what stands there, or why it cannot be opened. A pipe is not waited for.
Expected<mode_t> KindOf(const std::filesystem::path& path) {
  const int opened = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (opened < 0) return Unreadable(path, std::error_code(errno, std::generic_category()));
  struct stat facts = {};
  const int told = ::fstat(opened, &facts);
  const std::error_code why(errno, std::generic_category());
  ::close(opened);
  if (told != 0) return Unreadable(path, why);
  return facts.st_mode;
}

}  // namespace

std::string LastPart(const std::filesystem::path& path) {
  const auto name = path.has_filename() ? path.filename() : path.parent_path().filename();
  return name.empty() ? path.string() : name.string();
}

Failure Unreadable(const std::filesystem::path& path, std::error_code why) {
  return Wrong(path, Words(why));
}

std::optional<Failure> CheckFile(const std::filesystem::path& path) {
  const auto kind = KindOf(path);
  if (!kind) return kind.failure();
  if (S_ISDIR(*kind)) return Wrong(path, "is a folder; a file is expected.");
  if (!S_ISREG(*kind)) return Wrong(path, "is no ordinary file.");
  return std::nullopt;
}

std::optional<Failure> CheckFolder(const std::filesystem::path& path) {
  const auto kind = KindOf(path);
  if (!kind) return kind.failure();
  if (!S_ISDIR(*kind)) return Wrong(path, "is a file; a folder is expected.");
  return std::nullopt;
}

}  // namespace caseload::exchange
