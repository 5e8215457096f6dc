// SPDX-License-Identifier: Apache-2.0
// What is packed beside a version is what is unpacked again, and nothing else is taken for facts.
#include "facts/packing.h"

#include <gtest/gtest.h>

#include "facts/fact.h"

namespace caseload::facts {
namespace {

TEST(Packing, GivesBackWhatWasPacked) {
  const std::vector<Fact> facts = {
      {7, FactKind::kEpisode, 0, 12, -365, kDayOpen, 99},
      {0xFFFF, FactKind::kConcern, 3, kCodeUnknown, kDayUnknown, 20'000, -1},
      {1, FactKind::kPlacement, 0, 3, 1, 2, 4, 0x7654'3210'7654'3210},
  };
  const auto again = Unpack(Pack(facts));
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(*again, facts);
}

TEST(Packing, TakesTwentyEightBytesAFactAndOneForTheFormat) {
  const std::vector<Fact> facts(3);
  EXPECT_EQ(Pack(facts).size(), 85U);
}

TEST(Packing, WritesLittleEndianSoThatDiskAndMachineMayPart) {
  const std::vector<Fact> facts = {{0x01020304, FactKind::kBirth, 5, 0x0607, 8, 9, 10}};
  const std::string bytes = Pack(facts);
  EXPECT_EQ(bytes.substr(1, 8), std::string("\x04\x03\x02\x01\x11\x05\x07\x06", 8));
}

TEST(Packing, KeepsAnEmptyListApartFromNoBytesAtAll) {
  const auto none = Unpack(Pack({}));
  ASSERT_TRUE(none.ok());
  EXPECT_TRUE(none->empty());
  EXPECT_EQ(Unpack("").error().reason, v1::ERROR_REASON_INTERNAL);
}

TEST(Packing, RefusesBytesItDidNotWrite) {
  const std::string whole = Pack(std::vector<Fact>{{1, FactKind::kEpisode, 0, 0, 0, 0, 0}});
  EXPECT_FALSE(Unpack(whole.substr(0, whole.size() - 1)).ok());
  EXPECT_FALSE(Unpack("\x01" + whole.substr(1)).ok());
  std::string odd_kind = whole;
  odd_kind[5] = 77;
  EXPECT_FALSE(Unpack(odd_kind).ok());
}

TEST(Packing, RefusesARecordNumberThatWouldAskForGigabytes) {
  const std::vector<Fact> facts = {{kHighestNumber + 1, FactKind::kEpisode, 0, 0, 0, 0, 0}};
  EXPECT_FALSE(Unpack(Pack(facts)).ok());
}

}  // namespace
}  // namespace caseload::facts
