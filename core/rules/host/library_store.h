// SPDX-License-Identifier: Apache-2.0
// LibraryStore: copies of the libraries that were checked, each under its own digest. Workers load
// from here only: a copy never changes while a rule runs.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace caseload::rules {

// Thread-safe. Its folder is private to the server's user and goes with it.
class LibraryStore {
 public:
  LibraryStore();
  ~LibraryStore();
  LibraryStore(const LibraryStore&) = delete;
  LibraryStore& operator=(const LibraryStore&) = delete;

  // The absolute path of the copy: <folder>/<sha256>/rule.so, read-only, and whole whenever it is
  // there. Written when it is not there, or is not what its digest says. RULE_UNAVAILABLE when it
  // cannot be written, or does not read back as what was given.
  Result<std::string> Keep(std::string_view bytes, const std::string& digest) const;
  // Whether the copy is still what its digest says; before each start of a worker.
  bool Holds(const std::string& digest) const;

 private:
  std::filesystem::path PathOf(const std::string& digest) const {
    return folder_ / digest / "rule.so";
  }
  std::filesystem::path folder_;  // empty when none could be made
};

}  // namespace caseload::rules
