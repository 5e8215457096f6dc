// SPDX-License-Identifier: Apache-2.0
// MemoryStore: the store that forgets, for tests and trials. It keeps every promise of the port but
// durability.
#pragma once

#include "store/memory/memory_reader.h"
#include "store/memory/memory_tables.h"
#include "store/store.h"

namespace caseload::store {

class MemoryStore final : public Store {
 public:
  MemoryStore() = default;
  Reader& reader() override { return reader_; }
  Result<std::vector<Committed>> Commit(std::span<const Write> writes,
                                        Instant recorded_at) override;
  Result<std::string> GetOrSetSetting(const std::string& name,
                                      const std::string& value_if_new) override;

 private:
  MemoryTables tables_;
  MemoryReader reader_{tables_};
};

}  // namespace caseload::store
