// SPDX-License-Identifier: Apache-2.0
// The case vignettes that come with the rules, held against the rules that come with them.
#include "rules/vignettes/guard.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "rules/reference_facts.h"
#include "rules/rule_folder.h"
#include "rules/subjects.h"
#include "taxonomy/packs.h"

namespace caseload::rules {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;
namespace fs = std::filesystem;

constexpr char kField[] = "case_vignette.text";

const taxonomy::Packs& EnglishPacks() {
  static const taxonomy::Packs packs = *taxonomy::Packs::Load(CASELOAD_PACKS);
  return packs;
}
const CodeNumbers& Numbers() {
  static const CodeNumbers numbers = NumbersOf(EnglishPacks());
  return numbers;
}

std::vector<StoryFile> Shipped() {
  std::vector<StoryFile> files;
  for (const auto& entry : fs::directory_iterator(fs::path(CASELOAD_PLUGINS) / "case-vignettes")) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(".vignette.txt")) continue;
    std::ifstream in(entry.path());
    auto stories = ReadStories({std::istreambuf_iterator<char>(in), {}}, kField, Numbers());
    EXPECT_TRUE(stories) << name << (stories ? "" : stories.error().message);
    if (stories) files.push_back({name.substr(0, name.find('.')), *std::move(stories)});
  }
  return files;
}

// Rules of the release, with what is set for them.
std::unique_ptr<RuleBook> BookOf(const std::vector<std::string>& rules,
                                 const std::string& settings = "{}") {
  const Folder folder;
  for (const auto& rule : rules) {
    folder.Bring(fs::path(CASELOAD_BUILT) / "rules" / (rule + ".so"));
    folder.Write(rule + ".json", settings);
  }
  constexpr RuleLimits kPatient{.evaluation = std::chrono::seconds(60),
                                .batch = std::chrono::seconds(60),
                                .load = std::chrono::seconds(60)};
  return OpenFolder(folder.path(), CASELOAD_RULE_WORKER, {Numbers(), ReferenceOf(EnglishPacks())},
                    kPatient);
}

TEST(ShippedStories, AreAtLeastFiveAndKeptByTheRulesThatComeWithThem) {
  const auto files = Shipped();
  EXPECT_GE(files.size(), 5u);
  std::vector<std::string> rules;
  for (const auto& entry : fs::directory_iterator(fs::path(CASELOAD_BUILT) / "rules")) {
    if (entry.path().extension() == ".so") rules.push_back(entry.path().stem().string());
  }
  const auto book = BookOf(rules);
  ASSERT_EQ(static_cast<std::size_t>(book->InForce()->Describe().members_size()), rules.size());
  std::vector<std::string> broken;
  for (const auto& one : BrokenBy(*book->InForce(), files, Numbers()))
    broken.push_back(one.vignette() + ": " + one.words());
  EXPECT_THAT(broken, IsEmpty());
}

TEST(ShippedStories, AreNotBrokenByRulesThatAreNotThereButOpen) {
  const auto files = Shipped();
  const auto book = BookOf({"recurrence"});
  EXPECT_THAT(BrokenBy(*book->InForce(), files, Numbers()), IsEmpty());
  const std::vector<std::string> in_force{"caseload.recurrence"};
  std::size_t of_recurrence = 0;
  for (const auto& one : OpenWithout(in_force, files)) of_recurrence += one.rule() == "recurrence";
  EXPECT_EQ(of_recurrence, 0u);
  EXPECT_THAT(DemandedOf("caseload.recurrence", files), SizeIs(1));
}

TEST(ShippedStories, FindOutARuleThatWasSetToLookAway) {
  const auto broken = BrokenBy(*BookOf({"recurrence"}, R"({"referral_months": 1})")->InForce(),
                               Shipped(), Numbers());
  ASSERT_THAT(broken, SizeIs(1));
  EXPECT_EQ(broken[0].vignette(), "one-incident-at-a-time");
  EXPECT_TRUE(broken[0].must_speak());
}

TEST(Stories, CannotBeKeptByARuleThatIsAboutOthers) {
  const auto stories = ReadStories(
      "Vignette: one\nChild: born 2018-01-01\nCase this: referred 2024-03-05\n"
      "Asked: about this, on every day\n"
      "Must speak: worker-load LOAD_OVER_CAPACITY, by 2024-03-08\n"
      "Must not speak: worker-load ABSENT_WITHOUT_COVER, before 2024-03-08\n",
      kField, Numbers());
  ASSERT_TRUE(stories) << stories.error().message;
  const StoryFile file{"of-another", *stories};
  const auto book = BookOf({"worker-load"});
  const auto broken = BrokenBy(*book->InForce(), {&file, 1}, Numbers());
  ASSERT_THAT(broken, SizeIs(1));
  EXPECT_EQ(broken[0].code(), "LOAD_OVER_CAPACITY");
  EXPECT_THAT(broken[0].words(), ::testing::HasSubstr("on no day"));
}

TEST(Stories, AreTakenAsBrokenByARuleThatGivesNoAnswer) {
  const auto stories = ReadStories(
      "Vignette: one\nChild: born 2018-01-01\nCase this: referred 2020-03-05\n"
      "Asked: about this, on every day\nMust not speak: poison SEEN, before 2020-03-06\n",
      kField, Numbers());
  ASSERT_TRUE(stories) << stories.error().message;
  const Folder folder;
  folder.Bring(CASELOAD_POISON);
  const auto book =
      OpenFolder(folder.path(), CASELOAD_RULE_WORKER, {Numbers(), ReferenceOf(EnglishPacks())});
  const StoryFile file{"poisonous", *stories};
  const auto broken = BrokenBy(*book->InForce(), {&file, 1}, Numbers());
  ASSERT_THAT(broken, SizeIs(1));
  EXPECT_THAT(broken[0].words(), ::testing::HasSubstr("gives no answer"));
}

}  // namespace
}  // namespace caseload::rules
