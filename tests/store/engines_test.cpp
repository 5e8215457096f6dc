// SPDX-License-Identifier: Apache-2.0
// The engines that take the conformance suite.
#include "store/conformance.h"
#include "store/memory/memory_store.h"
#include "store/sqlite/sqlite_store.h"
#include "store/temporary_folder.h"

namespace caseload::store {
namespace {

// A store that takes its folder away when it goes.
class StoreInTemporaryFolder final : public Store {
 public:
  static std::unique_ptr<Store> Open(std::size_t recent_links) {
    auto made = std::make_unique<StoreInTemporaryFolder>();
    auto opened = SqliteStore::Open(made->folder_.path() / "store", recent_links);
    if (!opened) return nullptr;
    made->store_ = *std::move(opened);
    return made;
  }
  Reader& reader() override { return store_->reader(); }
  Result<std::vector<Committed>> Commit(std::span<const Write> writes,
                                        Instant recorded_at) override {
    return store_->Commit(writes, recorded_at);
  }
  Result<std::string> GetOrSetSetting(const std::string& name, const std::string& value) override {
    return store_->GetOrSetSetting(name, value);
  }

 private:
  TemporaryFolder folder_;
  std::unique_ptr<Store> store_;
};

INSTANTIATE_TEST_SUITE_P(
    Engines, StoreConformance,
    testing::Values(
        Engine{"Memory", [] { return std::make_unique<MemoryStore>(); }},
        Engine{"Sqlite", [] { return StoreInTemporaryFolder::Open(limits::kRecentLinks); }},
        Engine{"SqliteWithFewLinksWaiting", [] { return StoreInTemporaryFolder::Open(3); }}),
    [](const testing::TestParamInfo<Engine>& engine) { return engine.param.name; });

}  // namespace
}  // namespace caseload::store
