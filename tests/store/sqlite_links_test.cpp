// SPDX-License-Identifier: Apache-2.0
// Links that wait in memory, that the table knows already, and that are read again from the journal
// are found alike.
#include <random>

#include "store/conformance.h"
#include "store/memory/memory_store.h"
#include "store/sqlite/sqlite_store.h"
#include "store/temporary_folder.h"

namespace caseload::store {
namespace {

constexpr int kOrigins = 4;
constexpr int kEntries = 12;
constexpr int kOrders = 5;

// Any changes of a few entries, among a few cases and people, in both stores alike.
class Work {
 public:
  Write Next() {
    std::vector<Put> puts;
    for (int i = 0; i <= Any(3); ++i) puts.push_back(NextOf(Any(kEntries)));
    return WriteOf(std::move(puts));
  }
  int Any(int below) { return std::uniform_int_distribution<int>(0, below - 1)(dice_); }
  std::string AnyOrigin() { return IdOf("origin" + std::to_string(Any(kOrigins))); }
  Field AnyField() { return Any(2) == 0 ? Field::kEntryOfCase : Field::kEntryOfPerson; }

 private:
  Put NextOf(int entry) {
    auto& [version, terms] = entries_[static_cast<std::size_t>(entry)];
    Put put = NewPut(IdOf("e" + std::to_string(entry)), Kind::kEntry);
    put.expected_version = version++;
    // Some are removed that are not there, some added that are.
    for (const Term& term : terms) {
      if (Any(3) > 0) put.terms_removed.push_back(term);
    }
    terms.clear();
    for (int i = 0; i < Any(4); ++i) {
      terms.push_back({AnyField(), AnyOrigin(), Any(kOrders), put.id});
      put.terms_added.push_back(terms.back());
    }
    for (int i = 0; i < Any(3); ++i) put.subjects.push_back(AnyOrigin());
    return put;
  }

  std::mt19937 dice_{7};
  std::vector<std::pair<std::uint64_t, std::vector<Term>>> entries_{kEntries};
};

FindQuery AnyQuery(Work& work) {
  FindQuery query = QueryFor(work.AnyField(), work.AnyOrigin());
  query.limit = static_cast<std::size_t>(1 + work.Any(6));
  if (work.Any(2) == 0) {
    const int least = work.Any(kOrders);
    query.order_between = {least, least + work.Any(kOrders)};
  }
  if (work.Any(2) == 0) {
    query.after = Term{query.field, query.value, work.Any(kOrders),
                       IdOf("e" + std::to_string(work.Any(kEntries)))};
  }
  return query;
}

std::vector<std::string> Found(Reader& reader, const FindQuery& query) {
  std::vector<std::string> found;
  EXPECT_TRUE(reader.FindRecords(query, [&](const FoundView& row) {
    found.push_back(std::to_string(row.order) + " " + std::string(row.record.body));
  }));
  return found;
}

std::vector<std::uint64_t> Sequences(Reader& reader, const std::string& subject,
                                     std::uint64_t after, std::size_t limit) {
  std::vector<std::uint64_t> sequences;
  const auto rows = reader.History(subject, after, limit);
  EXPECT_TRUE(rows.ok());
  for (const auto& row : *rows) sequences.push_back(row.sequence);
  return sequences;
}

void ExpectAlike(Reader& reader, Reader& expected, Work& work) {
  for (int i = 0; i < 4; ++i) {
    const FindQuery query = AnyQuery(work);
    ASSERT_EQ(*reader.Find(query), *expected.Find(query));
    ASSERT_EQ(Found(reader, query), Found(expected, query));
    const std::string subject = work.AnyOrigin();
    const auto after = static_cast<std::uint64_t>(work.Any(100));
    const auto limit = static_cast<std::size_t>(1 + work.Any(40));
    ASSERT_EQ(Sequences(reader, subject, after, limit), Sequences(expected, subject, after, limit));
  }
}

class SqliteLinks : public testing::TestWithParam<std::size_t> {
 protected:
  std::filesystem::path folder() const { return temporary_.path() / "store"; }
  // What a killed server leaves: all that is in the files, and nothing that was in memory.
  std::filesystem::path LeftBehind() const {
    const auto left = temporary_.path() / "left";
    std::filesystem::remove_all(left);
    std::filesystem::create_directory(left);
    for (const char* name : {"caseload.db", "caseload.db-wal"}) {
      std::filesystem::copy_file(folder() / name, left / name);
    }
    return left;
  }
  const TemporaryFolder temporary_;
};

TEST_P(SqliteLinks, AreFoundAlikeWhereverTheyAre) {
  MemoryStore expected;
  Work work;
  auto store = *SqliteStore::Open(folder(), GetParam());
  for (int i = 1; i <= 300; ++i) {
    const std::vector writes{work.Next(), work.Next()};
    ASSERT_TRUE(store->Commit(writes, Instant{i}).ok());
    ASSERT_TRUE(expected.Commit(writes, Instant{i}).ok());
    ASSERT_NO_FATAL_FAILURE(ExpectAlike(store->reader(), expected.reader(), work));
    if (i % 50 != 0) continue;
    const auto left = LeftBehind();
    {
      const auto recovered = *SqliteStore::Open(left, GetParam());
      ASSERT_NO_FATAL_FAILURE(ExpectAlike(recovered->reader(), expected.reader(), work));
    }
    EXPECT_TRUE(SqliteStore::Verify(left).ok());
    store.reset();
    store = *SqliteStore::Open(folder(), GetParam());
    ASSERT_NO_FATAL_FAILURE(ExpectAlike(store->reader(), expected.reader(), work));
  }
}

INSTANTIATE_TEST_SUITE_P(Waiting, SqliteLinks, testing::Values(0, 1, 25, 100'000));

}  // namespace
}  // namespace caseload::store
