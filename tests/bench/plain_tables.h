// SPDX-License-Identifier: Apache-2.0
// PlainTables: a SQLite file with nothing of ours around it, to be compared with.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "store/sqlite/connection.h"

namespace caseload::bench {

class PlainTables {
 public:
  // Without journal and without sync: nothing is kept safe, and nothing is asked of the disk.
  explicit PlainTables(const std::filesystem::path& file);
  ~PlainTables();
  PlainTables(const PlainTables&) = delete;
  PlainTables& operator=(const PlainTables&) = delete;
  store::sqlite::Connection& connection() { return *connection_; }
  void Execute(const std::string& sql);

 private:
  std::filesystem::path file_;
  std::unique_ptr<store::sqlite::Connection> connection_;
};

}  // namespace caseload::bench
