// SPDX-License-Identifier: Apache-2.0
// The digest of a delivery is the one that everybody else computes.
#include "exchange/digest.h"

#include <gtest/gtest.h>

namespace caseload::exchange {
namespace {

TEST(Digest, IsTheOneOfThePublishedExample) {
  Digest digest;
  digest.Add("a");
  digest.Add("bc");
  EXPECT_EQ(digest.Hex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Digest, RefusesAFolder) {
  const auto digest = Sha256OfFile(std::filesystem::temp_directory_path());
  ASSERT_FALSE(digest);
  EXPECT_EQ(digest.failure().code, "FILE_UNREADABLE");
}

}  // namespace
}  // namespace caseload::exchange
