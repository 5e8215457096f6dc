// SPDX-License-Identifier: Apache-2.0
// The rule packages that were built with the server.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "base/ids.h"

namespace caseload::rules {

inline std::string PackageOfTheRelease(const std::string& rule) {
  std::ifstream in(std::filesystem::path(CASELOAD_RULES_DIR) / (rule + ".clrule"),
                   std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Their digests.
inline std::set<std::string> PackagesOfTheRelease() {
  std::set<std::string> digests;
  for (const auto& entry : std::filesystem::directory_iterator(CASELOAD_RULES_DIR)) {
    if (entry.path().extension() == ".clrule")
      digests.insert(Sha256Hex(PackageOfTheRelease(entry.path().stem().string())));
  }
  return digests;
}

}  // namespace caseload::rules
