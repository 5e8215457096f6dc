// SPDX-License-Identifier: Apache-2.0
#include "base/ids.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <utility>
#include <vector>

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

TEST(Ids, BeginSomewhereElseInEachMaker) {
  IdMaker one(1);
  IdMaker other(2);
  EXPECT_NE(one.Next({1'700'000'000'000'000}), other.Next({1'700'000'000'000'000}));
}

TEST(Ids, AreNumbersInTheOrderOfTheirTexts) {
  const std::vector<std::pair<std::int64_t, std::string>> known = {
      {0, "0000000000000"},
      {31, "000000000000z"},
      {32, "0000000000010"},
      {std::numeric_limits<std::int64_t>::max(), "7zzzzzzzzzzzz"}};
  std::string last;
  for (const auto& [value, text] : known) {
    EXPECT_EQ(IdText(value).view(), text);
    EXPECT_EQ(IdValue(text), value);
    EXPECT_GT(text, last);
    last = text;
  }
}

TEST(Ids, AreRecognisedByTheirLook) {
  for (const char* other : {"", "CH00000", "8000000000000", "000000000000u", "00000000000000",
                            "000000000000Z", "000000 000000"}) {
    EXPECT_FALSE(LooksLikeId(other)) << other;
  }
  EXPECT_TRUE(LooksLikeId("01j9zq4m7vxk3"));
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
