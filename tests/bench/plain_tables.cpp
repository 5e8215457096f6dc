// SPDX-License-Identifier: Apache-2.0
// SQLite as fast as it goes.
#include "bench/plain_tables.h"

#include <fstream>

#include "bench/must.h"

namespace caseload::bench {

PlainTables::PlainTables(const std::filesystem::path& file) : file_(file) {
  std::filesystem::remove(file_);
  std::ofstream make(file_);
  make.close();
  connection_ = Must(
      store::sqlite::Connection::Open(file_, store::sqlite::Connection::Access::kReadAndWrite));
  Execute(
      "PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
      "PRAGMA cache_size = -1048576; PRAGMA temp_store = MEMORY;");
}

PlainTables::~PlainTables() {
  connection_.reset();
  std::error_code ignored;
  std::filesystem::remove(file_, ignored);
}

void PlainTables::Execute(const std::string& sql) { Must(connection_->Execute(sql.c_str())); }

}  // namespace caseload::bench
