// SPDX-License-Identifier: Apache-2.0
#include "server/open_store.h"

#include "store/sqlite/sqlite_store.h"

namespace caseload::server {

Result<std::unique_ptr<store::Store>> OpenStore(const std::filesystem::path& data) {
  return store::SqliteStore::Open(data);
}

}  // namespace caseload::server
