// SPDX-License-Identifier: Apache-2.0
// The verbs of caseload-rule: each prints what came of it and gives back the program's exit code, 0
// for done and 1 for not.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "rules/author/packing_up.h"

namespace caseload::rules {

// Where the program finds what it works with; beside itself unless it was told.
struct Places {
  std::filesystem::path worker;
  std::filesystem::path packs;
  std::filesystem::path starter;
};

int DoNew(const Places& places, const std::filesystem::path& folder, const std::string& rule_id);
int DoDescribe(const Places& places, const std::filesystem::path& library);
int DoPack(const Places& places, const PackingList& list, const std::filesystem::path& out);
int DoKey(const std::filesystem::path& file);
int DoSign(const std::filesystem::path& package, const std::filesystem::path& key_file);
int DoValidate(const Places& places, const std::filesystem::path& package);

// What a person asked of a rule.
struct Trying {
  std::filesystem::path rule;                      // library or package
  std::vector<std::filesystem::path> vignettes{};  // files and folders
  std::vector<std::string> set{};                  // NAME=NUMBER
  std::optional<std::string> title{};
  std::string on{};
  bool all_days = false;
  int rounds = 15;
};
int DoTest(const Places& places, const Trying& trying);
int DoExplain(const Places& places, const Trying& trying);
int DoBench(const Places& places, const Trying& trying);

}  // namespace caseload::rules
