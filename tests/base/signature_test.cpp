// SPDX-License-Identifier: Apache-2.0
// Signatures, held against the test vectors of RFC 8032, section 7.1.
#include "base/signature.h"

#include <gtest/gtest.h>

namespace caseload {
namespace {

std::string Unhex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  return bytes;
}

// TEST 2 of the RFC: one byte.
const std::string kKey = Unhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
const std::string kMessage = Unhex("72");
const std::string kSignature = Unhex(
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");

TEST(Signature, IsThatOfTheStandard) { EXPECT_TRUE(IsSignedBy(kKey, kMessage, kSignature)); }

TEST(Signature, IsRefusedOnceAnyBitHasChanged) {
  for (std::size_t i = 0; i < kSignature.size(); ++i) {
    std::string forged = kSignature;
    forged[i] = static_cast<char>(forged[i] ^ 1);
    EXPECT_FALSE(IsSignedBy(kKey, kMessage, forged)) << i;
  }
  EXPECT_FALSE(IsSignedBy(kKey, "s", kSignature));
  EXPECT_FALSE(IsSignedBy(Unhex(std::string(64, '0')), kMessage, kSignature));
}

TEST(Signature, IsRefusedWhenAPartHasTheWrongSize) {
  EXPECT_FALSE(IsSignedBy("", kMessage, kSignature));
  EXPECT_FALSE(IsSignedBy(kKey, kMessage, ""));
  EXPECT_FALSE(IsSignedBy(kKey + "x", kMessage, kSignature));
  EXPECT_FALSE(IsSignedBy(kKey, kMessage, kSignature + "x"));
}

TEST(SigningKey, IsCalledByItsDigest) {
  EXPECT_EQ(KeyIdOf(kKey).size(), 16u);
  EXPECT_NE(KeyIdOf(kKey), KeyIdOf(kMessage));
}

}  // namespace
}  // namespace caseload
