// SPDX-License-Identifier: Apache-2.0
// Records kept in memory: current for whoever gets them, and few.
#include "store/sqlite/current_records.h"

#include <gtest/gtest.h>

#include "base/limits.h"

namespace caseload::store::sqlite {
namespace {

Record RecordAt(std::uint64_t sequence, const std::string& body = "body") {
  return {"", Kind::kCase, 0, 1, sequence, body, ""};
}

class Current : public testing::Test {
 protected:
  void Keep(std::int64_t id, const Record& record, std::uint64_t end) {
    current_.Keep(id, ViewOf(record), end);
  }
  bool Has(std::int64_t id, std::uint64_t end) { return current_.Look(id, end).record != nullptr; }
  CurrentRecords current_{0};  // one set of four
};

TEST_F(Current, AreGivenToWhoSeesTheirVersion) {
  current_.Replace({}, 5);
  Keep(1, RecordAt(3), 5);
  EXPECT_TRUE(Has(1, 3));
  EXPECT_TRUE(Has(1, 9));
  EXPECT_FALSE(Has(1, 2)) << "an older state has an older version";
}

TEST_F(Current, AreLetGoBeforeAReplacementIsVisible) {
  current_.Replace({}, 5);
  Keep(1, RecordAt(3), 5);
  current_.Replace(std::vector<std::int64_t>{1}, 6);
  EXPECT_FALSE(Has(1, 5));
  Keep(1, RecordAt(3), 5);
  EXPECT_FALSE(Has(1, 5)) << "a reader of the state before must not bring it back";
  Keep(1, RecordAt(6), 6);
  EXPECT_TRUE(Has(1, 6));
  EXPECT_FALSE(Has(1, 5));
}

TEST_F(Current, AreKeptAgainWhenACommitHasFailed) {
  current_.Replace(std::vector<std::int64_t>{1}, 6);
  current_.Replace({}, 5);
  Keep(1, RecordAt(3), 5);
  EXPECT_TRUE(Has(1, 5));
}

TEST_F(Current, GiveWayOnlyToWhatIsAskedForTwiceInARow) {
  current_.Replace({}, 5);
  for (std::int64_t id = 1; id <= 4; ++id) {
    EXPECT_TRUE(current_.Look(id, 5).wanted) << "there is room";
    Keep(id, RecordAt(3), 5);
  }
  EXPECT_FALSE(current_.Look(7, 5).wanted);
  EXPECT_FALSE(current_.Look(8, 5).wanted);
  EXPECT_TRUE(current_.Look(8, 5).wanted);
  Keep(8, RecordAt(3), 5);
  EXPECT_TRUE(Has(8, 5));
  int kept = 0;
  for (std::int64_t id = 1; id <= 8; ++id) kept += Has(id, 5) ? 1 : 0;
  EXPECT_EQ(kept, 4);
}

TEST_F(Current, AreNotLarge) {
  current_.Replace({}, 5);
  Keep(1, RecordAt(3, std::string(limits::kKeptRecordBytes + 1, 'x')), 5);
  EXPECT_FALSE(Has(1, 5));
}

}  // namespace
}  // namespace caseload::store::sqlite
