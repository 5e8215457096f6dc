// SPDX-License-Identifier: Apache-2.0
// A rule's author at work with the author's own program.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "rules/guest_vignettes.h"
#include "rules/packages.h"
#include "whole/server_process.h"

namespace caseload::whole {

inline std::filesystem::path GuestFile(const std::string& guest) {
  return std::filesystem::path(CASELOAD_GUESTS) / guest / ("guest_" + guest + ".so");
}

// The guest's library, packed, and signed by the office.
inline std::string SignedPackage(const std::string& guest, const rules::Signer& office) {
  const TempFolder folder;
  const auto file = folder.path() / (guest + ".clrule");
  const auto vignette = folder.path() / "made_up.vignette.txt";
  std::ofstream(vignette) << rules::VignetteOf(guest);
  const auto packed =
      RunProgram(CASELOAD_RULE_PROGRAM,
                 {"pack", GuestFile(guest).string(), "--file", vignette.string(), "--licence",
                  "Apache-2.0", "--author", "The rules office of a made-up authority",
                  "--review-by", "2027-03-31", "--out", file.string()});
  EXPECT_EQ(packed.code, 0) << packed.err;
  v1::RulePackage package;
  std::ifstream in(file, std::ios::binary);
  EXPECT_TRUE(package.ParseFromIstream(&in));
  package.set_signature(office.Sign(package.manifest()));
  package.set_key_id(office.Key().key_id());
  return package.SerializeAsString();
}

}  // namespace caseload::whole
