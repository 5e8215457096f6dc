// SPDX-License-Identifier: Apache-2.0
// What SQLite's engine promises beyond the port: its files, its lock, its refusals.
#include "store/sqlite/sqlite_store.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <fstream>

#include "store/conformance.h"
#include "store/temporary_folder.h"

namespace caseload::store {
namespace {

// Places in the header of a SQLite file (sqlite.org/fileformat2.html, 1.3), each four bytes, most
// significant first.
constexpr std::streamoff kUserVersionAt = 60;
constexpr std::streamoff kApplicationIdAt = 68;

class SqliteFile : public testing::Test {
 protected:
  std::filesystem::path folder() const { return temporary_.path() / "store"; }
  std::filesystem::path file() const { return folder() / "caseload.db"; }

  std::unique_ptr<Store> Open() {
    auto opened = SqliteStore::Open(folder());
    EXPECT_TRUE(opened.ok()) << (opened.ok() ? "" : opened.error().message);
    return opened.ok() ? *std::move(opened) : nullptr;
  }
  Error RefusedToOpen() {
    const auto opened = SqliteStore::Open(folder());
    EXPECT_FALSE(opened.ok());
    return opened.ok() ? Error{} : opened.error();
  }
  static void Keep(Store& store, const std::string& id) {
    EXPECT_TRUE(store.Commit(std::vector{WriteOf({NewPut(id, Kind::kCase)})}, Instant{1}).ok());
  }
  static bool Holds(Store& store, const std::string& id) {
    const auto found = store.reader().Get(std::vector<std::string>{id});
    return found.ok() && found->front().has_value();
  }
  void Overwrite(std::streamoff at, std::string_view bytes) const {
    std::fstream stream(file(), std::ios::in | std::ios::out | std::ios::binary);
    stream.seekp(at);
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    ASSERT_TRUE(stream.good());
  }
  std::string Contents() const {
    std::ifstream stream(file(), std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  const TemporaryFolder temporary_;
};

mode_t RightsOf(const std::filesystem::path& path) {
  struct stat found {};
  EXPECT_EQ(::stat(path.c_str(), &found), 0) << path;
  return found.st_mode & 0777;
}

TEST_F(SqliteFile, KeepsEverythingForTheNextTimeItIsOpened) {
  {
    const auto store = Open();
    Put put = NewPut("c1"_id, Kind::kCase, 1);
    put.terms_added = {{Field::kCaseByState, "open", 1, "c1"_id}};
    put.facts = "facts";
    put.subjects = {"c1"_id};
    ASSERT_TRUE(store->Commit(std::vector{RequestOf("r1", {put})}, Instant{5}).ok());
    ASSERT_TRUE(store->GetOrSetSetting("key", "first").ok());
  }
  EXPECT_TRUE(SqliteStore::Verify(folder()).ok());
  const auto store = Open();
  Reader& reader = store->reader();
  EXPECT_TRUE(Holds(*store, "c1"_id));
  EXPECT_EQ(*reader.Sequence(), 1u);
  EXPECT_EQ(*reader.LastRecordedAt(), Instant{5});
  EXPECT_EQ((*reader.Find(QueryFor(Field::kCaseByState, "open"))).size(), 1u);
  EXPECT_EQ((*reader.History("c1"_id, 0, 10)).size(), 1u);
  EXPECT_TRUE(*AnswerTo(reader, "r1"));
  EXPECT_EQ(*store->GetOrSetSetting("key", "second"), "first");
  const auto next =
      store->Commit(std::vector{WriteOf({NextPut(NewPut("c1"_id, Kind::kCase, 1))})}, Instant{5});
  ASSERT_TRUE(next.ok());
  EXPECT_EQ(next->front().first_sequence, 2u);
}

TEST_F(SqliteFile, LetsNobodyElseReadItsFiles) {
  const mode_t before = ::umask(0);
  const auto store = Open();
  Keep(*store, "c1"_id);
  ::umask(before);
  EXPECT_EQ(RightsOf(folder()), mode_t{0700});
  for (const char* name : {"caseload.db", "caseload.db-wal", "caseload.db-shm", "caseload.lock"}) {
    EXPECT_EQ(RightsOf(folder() / name), mode_t{0600}) << name;
  }
}

TEST_F(SqliteFile, RefusesASecondStoreOnTheSameFolderUntilTheFirstIsGone) {
  auto first = Open();
  EXPECT_EQ(RefusedToOpen().reason, v1::ERROR_REASON_STORE_UNAVAILABLE);
  EXPECT_FALSE(SqliteStore::Verify(folder()).ok());
  Keep(*first, "c1"_id);
  first.reset();
  EXPECT_TRUE(Holds(*Open(), "c1"_id));
}

TEST_F(SqliteFile, RefusesAFileWrittenByANewerVersionAndLeavesItAlone) {
  Open().reset();
  Overwrite(kUserVersionAt, std::string_view("\0\0\0\x7f", 4));
  const std::string before = Contents();
  const Error error = RefusedToOpen();
  EXPECT_EQ(error.reason, v1::ERROR_REASON_INTERNAL);
  EXPECT_THAT(error.message, testing::HasSubstr("newer version"));
  EXPECT_EQ(Contents(), before);
}

TEST_F(SqliteFile, RefusesADatabaseOfAnotherProgram) {
  Open().reset();
  Overwrite(kApplicationIdAt, std::string_view("\0\0\0\0", 4));
  const Error error = RefusedToOpen();
  EXPECT_EQ(error.reason, v1::ERROR_REASON_INTERNAL);
  EXPECT_THAT(error.message, testing::HasSubstr("another program"));
}

TEST_F(SqliteFile, RefusesAFileThatIsNoDatabaseAndLeavesItAlone) {
  std::filesystem::create_directory(folder());
  const std::string letter(20'000, 'x');
  std::ofstream(file(), std::ios::binary) << letter;
  const Error error = RefusedToOpen();
  EXPECT_EQ(error.reason, v1::ERROR_REASON_INTERNAL);
  EXPECT_THAT(error.message, testing::HasSubstr("damaged"));
  EXPECT_EQ(Contents(), letter);
}

TEST_F(SqliteFile, ReportsDamageAsInternalAndNamesNoValue) {
  {
    const auto store = Open();
    for (int at = 0; at < 200; ++at) Keep(*store, IdOf("sample" + std::to_string(at)));
  }
  auto store = Open();
  // All pages but the first, which says what the tables are.
  Overwrite(8192, std::string(Contents().size() - 8192, '\x55'));
  const auto found = store->reader().Get(std::vector{"sample7"_id});
  ASSERT_FALSE(found.ok());
  EXPECT_EQ(found.error().reason, v1::ERROR_REASON_INTERNAL);
  EXPECT_THAT(found.error().message, testing::HasSubstr("damaged"));
  EXPECT_THAT(found.error().message, testing::Not(testing::HasSubstr("sample7"_id)));
  store.reset();
  const auto verified = SqliteStore::Verify(folder());
  ASSERT_FALSE(verified.ok());
  EXPECT_EQ(verified.error().reason, v1::ERROR_REASON_INTERNAL);
  EXPECT_EQ(RefusedToOpen().reason, v1::ERROR_REASON_INTERNAL);
}

TEST_F(SqliteFile, CannotBeMadeWhereAFileStands) {
  std::ofstream(folder()) << "a file";
  EXPECT_EQ(RefusedToOpen().reason, v1::ERROR_REASON_STORE_UNAVAILABLE);
}

// Files of this process may not grow beyond the limit while it lives: what a full disk looks like
// from inside.
class NoRoomOnDisk {
 public:
  explicit NoRoomOnDisk(rlim_t largest_file) {
    former_handler_ = ::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &former_);
    const rlimit smaller{largest_file, former_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &smaller);
  }
  ~NoRoomOnDisk() {
    ::setrlimit(RLIMIT_FSIZE, &former_);
    ::signal(SIGXFSZ, former_handler_);
  }
  NoRoomOnDisk(const NoRoomOnDisk&) = delete;
  NoRoomOnDisk& operator=(const NoRoomOnDisk&) = delete;

 private:
  rlimit former_{};
  void (*former_handler_)(int) = nullptr;
};

TEST_F(SqliteFile, IsUnavailableWhileTheDiskIsFullAndGoesOnAfterwards) {
  const auto store = Open();
  Keep(*store, "before"_id);
  Put large = NewPut("during"_id, Kind::kCase);
  large.body = std::string(4 * 1024 * 1024, 'x');
  large.subjects = {"during"_id};
  {
    const NoRoomOnDisk no_room(1024 * 1024);
    const auto refused = store->Commit(std::vector{WriteOf({large})}, Instant{1});
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().reason, v1::ERROR_REASON_STORE_UNAVAILABLE);
    EXPECT_TRUE(Holds(*store, "before"_id));
  }
  EXPECT_FALSE(Holds(*store, "during"_id));
  EXPECT_EQ(*store->reader().Sequence(), 1u);
  // Another change gets the sequence that the refused one would have had.
  Keep(*store, "between"_id);
  EXPECT_TRUE((*store->reader().History("during"_id, 0, 10)).empty());
  EXPECT_EQ((*store->Commit(std::vector{WriteOf({large})}, Instant{1})).front().first_sequence, 3u);
  EXPECT_TRUE(Holds(*store, "during"_id));
  EXPECT_EQ((*store->reader().History("during"_id, 0, 10)).size(), 1u);
}

}  // namespace
}  // namespace caseload::store
