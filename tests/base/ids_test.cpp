// SPDX-License-Identifier: Apache-2.0
#include "base/ids.h"

#include <gtest/gtest.h>

#include <set>

#include "base/seal.h"

namespace caseload {
namespace {

TEST(Ids, RiseEvenWithinOneMillisecondAndWhenTheClockGoesBack) {
  IdMaker maker;
  std::string last;
  for (int i = 0; i < 10'000; ++i) {
    const std::string id = maker.Next({1'700'000'000'000'000 - i * 1000});
    EXPECT_GT(id, last);
    EXPECT_TRUE(LooksLikeId(id));
    last = id;
  }
}

TEST(Ids, OfTwoMakersDiffer) {
  IdMaker one;
  IdMaker other;
  std::set<std::string> ids;
  for (int i = 0; i < 1000; ++i) {
    ids.insert(one.Next({1'700'000'000'000'000}));
    ids.insert(other.Next({1'700'000'000'000'000}));
  }
  EXPECT_EQ(ids.size(), 2000U);
}

TEST(Ids, AreRecognisedByTheirLook) {
  EXPECT_FALSE(LooksLikeId(""));
  EXPECT_FALSE(LooksLikeId("CH00000"));
  EXPECT_FALSE(LooksLikeId(std::string(26, 'u')));
}

TEST(Digests, AgreeWithAKnownOne) {
  EXPECT_EQ(Sha256Hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Seals, OpenOnlyWithTheirKeyForTheirMatterUnchanged) {
  const std::string key = NewSealKey();
  const std::string text = Seal(key, "query", "position");
  EXPECT_EQ(Unseal(key, "query", text), "position");
  EXPECT_FALSE(Unseal(key, "other query", text));
  EXPECT_FALSE(Unseal(NewSealKey(), "query", text));
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string changed = text;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(Unseal(key, "query", changed)) << i;
  }
  for (const char* wrong : {"", "A", "=", "not base 64!", "AAAA"})
    EXPECT_FALSE(Unseal(key, "query", wrong)) << wrong;
  EXPECT_EQ(Unseal(key, "", Seal(key, "", "")), "");
}

}  // namespace
}  // namespace caseload
