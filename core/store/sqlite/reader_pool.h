// SPDX-License-Identifier: Apache-2.0
// ReaderPool: read-only connections, lent for one call at a time and kept for the next.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

#include "store/sqlite/mapped_file.h"
#include "store/sqlite/reading.h"

namespace caseload::store::sqlite {

// Thread-safe. A pool rather than a connection a thread: threads come and go, and all must be
// closed with the store.
class ReaderPool {
 public:
  struct Kept {
    std::unique_ptr<Connection> connection;
    Reading reading;
    Kept(std::unique_ptr<Connection> opened, const RecentLinks& recent, CurrentRecords& current)
        : connection(std::move(opened)), reading(*connection, recent, current) {}
  };
  class Lease {
   public:
    Lease(ReaderPool& pool, std::unique_ptr<Kept> kept) : pool_(&pool), kept_(std::move(kept)) {}
    Lease(Lease&&) = default;
    Lease& operator=(Lease&&) = delete;
    ~Lease() {
      if (kept_) pool_->GiveBack(std::move(kept_));
    }
    Reading* operator->() const { return &kept_->reading; }
    Connection& connection() const { return *kept_->connection; }

   private:
    ReaderPool* pool_;
    std::unique_ptr<Kept> kept_;
  };

  // The mapping, the links and the records must outlive it.
  ReaderPool(std::filesystem::path database, const MappedFile& mapped, const RecentLinks& recent,
             CurrentRecords& current)
      : database_(std::move(database)), mapped_(mapped), recent_(recent), current_(current) {}
  Result<Lease> Lend();

 private:
  void GiveBack(std::unique_ptr<Kept> kept);

  const std::filesystem::path database_;
  const MappedFile& mapped_;
  const RecentLinks& recent_;
  CurrentRecords& current_;
  std::mutex lock_;
  std::vector<std::unique_ptr<Kept>> idle_;  // the one used last is lent first: its cache is warm
};

}  // namespace caseload::store::sqlite
