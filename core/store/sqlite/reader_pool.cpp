// SPDX-License-Identifier: Apache-2.0
// How a reader's connection is set up.
#include "store/sqlite/reader_pool.h"

namespace caseload::store::sqlite {
namespace {

// Idle connections kept: as many as gRPC has threads for callbacks at most. More threads than that
// may read at once; theirs are closed after use.
constexpr std::size_t kIdleMost = 16;

// Any size but 0 makes SQLite ask MappedFile for pages, which knows its own limit. Pages still in
// the log are read into the 16 MiB of cache. A reader never checkpoints: only the writer may
// (README.md, "One writer").
constexpr const char* kSetUp =
    "PRAGMA query_only = 1; PRAGMA mmap_size = 1073741824; PRAGMA cache_size = -16384;"
    "PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 0;";

}  // namespace

Result<ReaderPool::Lease> ReaderPool::Lend() {
  std::unique_ptr<Kept> kept;
  {
    const std::lock_guard held(lock_);
    if (!idle_.empty()) {
      kept = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  if (!kept) {
    auto opened = Connection::Open(database_, Connection::Access::kReadOnly, mapped_.vfs());
    if (!opened) return opened.error();
    if (auto set_up = (*opened)->Execute(kSetUp); !set_up) return set_up.error();
    kept = std::make_unique<Kept>(*std::move(opened), recent_, current_);
  }
  return Lease(*this, std::move(kept));
}

void ReaderPool::GiveBack(std::unique_ptr<Kept> kept) {
  const std::lock_guard held(lock_);
  if (idle_.size() < kIdleMost) idle_.push_back(std::move(kept));
}

}  // namespace caseload::store::sqlite
