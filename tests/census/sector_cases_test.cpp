// SPDX-License-Identifier: Apache-2.0
// The census rules against the cases of the sector's own validator, read where they are at hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "census/verdict.h"

namespace caseload::rules {
namespace {

namespace fs = std::filesystem;

// Where we disagree, argued in docs/census-quality.md: "rule ruleset".
const std::set<std::string> kArgued{"8670Q 2022"};

std::vector<CensusCase> CasesOfTheSector() {
  std::vector<CensusCase> cases;
  const fs::path folder = fs::path(CASELOAD_SHARED_DIR) / "data" / "derived";
  std::error_code none;
  for (const auto& file : fs::directory_iterator(folder, none)) {
    const std::string name = file.path().filename().string();
    if (name.rfind("cin_rule_", 0) != 0 || name.find("vectors") == name.npos) continue;
    for (auto& one : ReadCensusCases(file.path())) cases.push_back(std::move(one));
  }
  return cases;
}

TEST(SectorCases, AreAtHand) {
  if (CasesOfTheSector().empty()) GTEST_SKIP() << "NOT CHECKED: no cases are in ../shared/data";
}

class SectorCases : public ::testing::TestWithParam<CensusCase> {};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(SectorCases);

TEST_P(SectorCases, AreJudgedAsTheSectorDoes) {
  const auto& given = GetParam();
  const Verdict verdict = Judge(given);
  const bool argued = kArgued.contains(given.rule + " " + std::to_string(given.ruleset));
  if (argued) {
    EXPECT_NE(verdict.found, verdict.expected) << "argued without need";
  } else {
    EXPECT_THAT(verdict.found, ::testing::ElementsAreArray(verdict.expected)) << given.rule;
  }
}

INSTANTIATE_TEST_SUITE_P(Of, SectorCases, ::testing::ValuesIn(CasesOfTheSector()),
                         [](const auto& param) {
                           return "Rule" + param.param.rule + "of" +
                                  std::to_string(param.param.ruleset) + "no" +
                                  std::to_string(param.index);
                         });

}  // namespace
}  // namespace caseload::rules
