// SPDX-License-Identifier: Apache-2.0
// SqliteStore: the store of one authority in one file, inside the server's process. README.md has
// its caveats.
#pragma once

#include <filesystem>
#include <memory>

#include "base/limits.h"
#include "store/store.h"

namespace caseload::store {

class SqliteStore final : public Store {
 public:
  // Makes the folder (0700) and the file caseload.db (0600) where there is none. STORE_UNAVAILABLE
  // when another store holds the folder or it cannot be used; INTERNAL when the file is no store of
  // ours, is damaged, or was written by a newer version, and then it is left as it was.
  // So many changes of links wait in memory: fewer than the limit are for tests.
  static Result<std::unique_ptr<Store>> Open(const std::filesystem::path& folder,
                                             std::size_t recent_links = limits::kRecentLinks);
  // Whether the file in the folder is whole and its tables tell one story: INTERNAL with the first
  // thing that does not agree. Holds the folder meanwhile, and reads all of it.
  static Outcome Verify(const std::filesystem::path& folder);

  ~SqliteStore() override;
  Reader& reader() override;
  Result<std::vector<Committed>> Commit(std::span<const Write> writes,
                                        Instant recorded_at) override;
  Result<std::string> GetOrSetSetting(const std::string& name,
                                      const std::string& value_if_new) override;

 private:
  struct Parts;
  explicit SqliteStore(std::unique_ptr<Parts> parts);
  static Result<std::unique_ptr<Parts>> OpenParts(const std::filesystem::path& folder,
                                                  std::size_t recent_links);
  std::unique_ptr<Parts> parts_;
};

}  // namespace caseload::store
