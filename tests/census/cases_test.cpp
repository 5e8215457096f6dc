// SPDX-License-Identifier: Apache-2.0
// The census rules against cases in tables: our own, those of the sector's own validator where they
// are at hand, and whatever CASELOAD_CENSUS_CASES names, a file or a folder of files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "caseload/rule.h"
#include "census/verdict.h"

extern "C" const caseload_rule caseload_rule_v1;

namespace caseload::rules {
namespace {

namespace fs = std::filesystem;

enum class From { kOurs, kTheSector, kElsewhere };
struct Given {
  From from;
  CensusCase what;
};

// Where we disagree with the sector, argued in docs/census-quality.md: "rule ruleset".
const std::set<std::string> kArgued{"8670Q 2022"};

// What cannot be read becomes a case that fails and says why.
void Read(const fs::path& file, From from, std::vector<Given>& cases) {
  try {
    for (auto& one : ReadCensusCases(file)) cases.push_back({from, std::move(one)});
  } catch (const std::exception& wrong) {
    CensusCase unreadable;
    unreadable.why = wrong.what();
    cases.push_back({from, std::move(unreadable)});
  }
}

std::vector<fs::path> JsonIn(const fs::path& place) {
  std::error_code none;
  if (!fs::is_directory(place, none)) return {place};
  std::vector<fs::path> files;
  for (const auto& file : fs::directory_iterator(place, none)) {
    if (file.path().extension() == ".json") files.push_back(file.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<Given> AllCases() {
  std::vector<Given> cases;
  for (const auto& file : JsonIn(CASELOAD_OWN_CASES)) Read(file, From::kOurs, cases);
  const fs::path shared = fs::path(CASELOAD_SHARED_DIR) / "data" / "derived";
  std::error_code none;
  if (fs::is_directory(shared, none)) {
    for (const auto& file : JsonIn(shared)) {
      const std::string name = file.filename().string();
      const bool of_cases = name.starts_with("cin_rule_") && name.find("vectors") != name.npos;
      if (of_cases) Read(file, From::kTheSector, cases);
    }
  }
  if (const char* elsewhere = std::getenv("CASELOAD_CENSUS_CASES")) {
    for (const auto& file : JsonIn(elsewhere)) Read(file, From::kElsewhere, cases);
  }
  return cases;
}

void PrintTo(const Given& given, std::ostream* out) { PrintTo(given.what, out); }

class CensusCases : public ::testing::TestWithParam<Given> {};

void Check(const Given& one) {
  const auto& [from, given] = one;
  ASSERT_FALSE(given.rule.empty()) << given.why;
  const Verdict verdict = Judge(given);
  const bool argued = kArgued.contains(given.rule + " " + std::to_string(given.ruleset));
  if (!argued || from == From::kOurs) {
    EXPECT_THAT(verdict.found, ::testing::ElementsAreArray(verdict.expected));
  } else if (from == From::kTheSector) {
    EXPECT_NE(verdict.found, verdict.expected) << "argued without need";
  }
}

TEST_P(CensusCases, AreJudgedAsExpected) { Check(GetParam()); }

std::string NameOf(const ::testing::TestParamInfo<Given>& param) {
  constexpr std::string_view kFrom[] = {"Ours", "TheSector", "Elsewhere"};
  const auto& given = param.param;
  return std::string(kFrom[static_cast<int>(given.from)]) + "Rule" + given.what.rule + "of" +
         std::to_string(given.what.ruleset) + "no" + std::to_string(param.index);
}

INSTANTIATE_TEST_SUITE_P(Of, CensusCases, ::testing::ValuesIn(AllCases()), NameOf);

// The list of tests may have been made before a file was laid there, and know nothing of its cases.
TEST(CensusCasesTogether, AreJudgedAsExpectedThoughTheyCameLate) {
  const auto cases = AllCases();
  if (std::all_of(cases.begin(), cases.end(),
                  [](const auto& one) { return one.from == From::kOurs; }))
    GTEST_SKIP() << "NOT CHECKED: no cases but our own are at hand";
  for (const auto& one : cases) {
    SCOPED_TRACE(::testing::PrintToString(one));
    if (one.from != From::kOurs) Check(one);
  }
}

TEST(CensusCasesTogether, SpeakOfEveryRuleAtLeastOnce) {
  std::set<std::string> spoken_of;
  bool of_the_sector = false;
  for (const auto& [from, given] : AllCases()) {
    if (from == From::kElsewhere) continue;
    of_the_sector = of_the_sector || from == From::kTheSector;
    if (!given.expected.empty() || given.of_the_return) spoken_of.insert(given.rule);
  }
  if (!of_the_sector) GTEST_SKIP() << "NOT CHECKED: the sector's cases are not in ../shared/data";
  constexpr std::size_t kPrefix = std::string_view("CENSUS_").size();
  std::set<std::string> rules;
  for (std::size_t i = 0; i < caseload_rule_v1.finding_count; ++i) {
    const auto& code = caseload_rule_v1.findings[i].code;
    rules.emplace(code.ptr + kPrefix, code.len - kPrefix);
  }
  EXPECT_THAT(spoken_of, ::testing::ElementsAreArray(rules));
}

}  // namespace
}  // namespace caseload::rules
