// SPDX-License-Identifier: Apache-2.0
// The wiring of SqliteStore: one folder, one writing connection, a pool of reading ones.
#include "store/sqlite/sqlite_store.h"

#include <mutex>

#include "store/sqlite/current_records.h"
#include "store/sqlite/folder.h"
#include "store/sqlite/leased_reader.h"
#include "store/sqlite/link_keeping.h"
#include "store/sqlite/log_file.h"
#include "store/sqlite/mapped_file.h"
#include "store/sqlite/reader_pool.h"
#include "store/sqlite/reading.h"
#include "store/sqlite/schema.h"
#include "store/sqlite/verify.h"
#include "store/sqlite/writing.h"

namespace caseload::store {
namespace {

// FULL: a commit is on disk before it is answered; NORMAL in WAL is not durable. 8000 pages of 4
// KiB: a page that changes often goes to the file once for many changes, and a checkpoint stays
// short. 6 MiB of cache and no more: splitting a page makes SQLite 3.40 walk through all of the
// cache when it commits (balance_nonroot numbers the page beyond the file's end for a moment).
constexpr const char* kSetUpWriter =
    "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 8000; PRAGMA temp_store = MEMORY;"
    "PRAGMA cache_size = -6144; PRAGMA journal_size_limit = 67108864;";

// The one connection that writes.
struct Writer {
  Writer(std::unique_ptr<sqlite::Connection> opened, sqlite::RecentLinks& recent, std::size_t most,
         sqlite::CurrentRecords& current)
      : connection(std::move(opened)),
        links(*connection, recent, most),
        writing(*connection, links, current) {}
  std::mutex lock;
  std::unique_ptr<sqlite::Connection> connection;
  sqlite::LinkKeeping links;
  sqlite::Writing writing;
};

}  // namespace

// Taken down from the last to the first: the readers close before the writer, which so is the one
// to checkpoint and to remove the log, and the folder is let go when nothing of it is open.
struct SqliteStore::Parts {
  Parts(std::unique_ptr<sqlite::Folder> held, std::unique_ptr<sqlite::MappedFile> file,
        std::unique_ptr<sqlite::LogFile> log_file, std::unique_ptr<sqlite::Connection> connection,
        std::size_t recent_links)
      : folder(std::move(held)),
        mapped(std::move(file)),
        log(std::move(log_file)),
        writer(std::move(connection), recent, recent_links, current),
        readers(folder->database(), *mapped, recent, current) {}
  std::unique_ptr<sqlite::Folder> folder;
  std::unique_ptr<sqlite::MappedFile> mapped;
  std::unique_ptr<sqlite::LogFile> log;
  sqlite::RecentLinks recent;
  sqlite::CurrentRecords current{limits::kKeptRecords};
  Writer writer;
  sqlite::ReaderPool readers;
  sqlite::LeasedReader<sqlite::ReaderPool> reader{readers};
};

SqliteStore::SqliteStore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
// What waits is in the journal, too: it is only that the next start finds less to do.
SqliteStore::~SqliteStore() { static_cast<void>(parts_->writer.links.TellAll()); }

Result<std::unique_ptr<SqliteStore::Parts>> SqliteStore::OpenParts(
    const std::filesystem::path& folder, std::size_t recent_links) {
  // Nobody asks how much memory SQLite holds, and counting it takes a lock at every allocation. In
  // vain, and harmless, where SQLite is in use already.
  static const int kUncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(kUncounted);
  auto held = sqlite::Folder::Hold(folder);
  if (!held) return held.error();
  auto log = std::make_unique<sqlite::LogFile>();
  if (!log->registered())
    return Error{v1::ERROR_REASON_INTERNAL, "SQLite cannot be told of the log"};
  auto writer = sqlite::Connection::Open((*held)->database(),
                                         sqlite::Connection::Access::kReadAndWrite, log->vfs());
  if (!writer) return writer.error();
  if (auto set_up = (*writer)->Execute(kSetUpWriter); !set_up) return set_up.error();
  if (auto ready = sqlite::BringUpToDate(**writer); !ready) return ready.error();
  auto mapped = sqlite::MappedFile::Map((*held)->file());
  if (!mapped) return mapped.error();
  auto parts = std::make_unique<Parts>(*std::move(held), *std::move(mapped), std::move(log),
                                       *std::move(writer), recent_links);
  if (auto recalled = parts->writer.links.Recall(); !recalled) return recalled.error();
  const auto end = parts->reader.Sequence();
  if (!end) return end.error();
  parts->current.Replace({}, *end);
  return parts;
}

Result<std::unique_ptr<Store>> SqliteStore::Open(const std::filesystem::path& folder,
                                                 std::size_t recent_links) {
  auto parts = OpenParts(folder, recent_links);
  if (!parts) return parts.error();
  return std::unique_ptr<Store>(new SqliteStore(*std::move(parts)));
}

Outcome SqliteStore::Verify(const std::filesystem::path& folder) {
  const auto parts = OpenParts(folder, limits::kRecentLinks);
  if (!parts) return parts.error();
  if (auto told = (*parts)->writer.links.TellAll(); !told) return told;
  auto lease = (*parts)->readers.Lend();
  if (!lease) return lease.error();
  return sqlite::Verify(lease->connection());
}

Reader& SqliteStore::reader() { return parts_->reader; }

Result<std::vector<Committed>> SqliteStore::Commit(std::span<const Write> writes,
                                                   Instant recorded_at) {
  const std::lock_guard held(parts_->writer.lock);
  return parts_->writer.writing.Commit(writes, recorded_at);
}

Result<std::string> SqliteStore::GetOrSetSetting(const std::string& name,
                                                 const std::string& value_if_new) {
  const std::lock_guard held(parts_->writer.lock);
  return parts_->writer.writing.GetOrSetSetting(name, value_if_new);
}

}  // namespace caseload::store
