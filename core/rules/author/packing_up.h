// SPDX-License-Identifier: Apache-2.0
// Packing up: makes the package of a rule from what lies in its author's folders, and signs it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/private_key.h"
#include "base/result.h"
#include "rules/package.h"

namespace caseload::rules {

struct PackingList {
  std::filesystem::path library;
  // Vignettes and documents; a folder stands for the files in it.
  std::vector<std::filesystem::path> files;
  std::string licence;
  std::string author;
  std::string review_by_on;
  v1::RuleLimitsAsked limits_asked = {};
  // "months=12@2026-04-01 On what it rests": what a parameter of the library changes to.
  std::vector<std::string> dated_values = {};
};

// What the library says of itself, as asked in the sandbox.
Result<v1::RuleManifest> DescribeLibrary(const std::string& library,
                                         const std::filesystem::path& worker_program);
// The same files make the same bytes. Nobody has signed it.
Result<std::string> PackUp(const PackingList& list, const std::filesystem::path& worker_program);
// The package with this signature in the place of any other.
Result<std::string> SignPackage(const std::string& package, const PrivateKey& key);

}  // namespace caseload::rules
