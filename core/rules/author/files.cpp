// SPDX-License-Identifier: Apache-2.0
#include "rules/author/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

namespace caseload::rules {
namespace {

namespace fs = std::filesystem;

Error Failed(const fs::path& file, const char* what) {
  return {v1::ERROR_REASON_NOT_FOUND, file.string() + " cannot be " + what};
}

}  // namespace

Result<std::string> ReadWhole(const fs::path& file) {
  std::error_code error;
  if (!fs::is_regular_file(file, error)) return Failed(file, "read");
  std::ifstream in(file, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  if (!in) return Failed(file, "read");
  return bytes;
}

Outcome WriteWhole(const fs::path& file, const std::string& bytes) {
  const fs::path draft = file.string() + ".draft";
  std::error_code error;
  {
    std::ofstream out(draft, std::ios::binary | std::ios::trunc);
    out << bytes;
    if (!out.flush()) return Failed(file, "written");
  }
  fs::rename(draft, file, error);
  if (error) return Failed(file, "written");
  return Nothing{};
}

namespace {

Outcome WriteExclusively(const fs::path& file, const std::string& bytes, mode_t mode) {
  const int out = open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (out < 0) return Failed(file, "made: is there one already?");
  const bool written = write(out, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
  if (close(out) != 0 || !written) return Failed(file, "written");
  return Nothing{};
}

}  // namespace

Outcome WriteNew(const fs::path& file, const std::string& bytes) {
  return WriteExclusively(file, bytes, 0666);
}

Outcome WriteSecret(const fs::path& file, const std::string& bytes) {
  return WriteExclusively(file, bytes, 0600);
}

}  // namespace caseload::rules
