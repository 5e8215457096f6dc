// SPDX-License-Identifier: Apache-2.0
// How a rule begins: the folder made from the starter.
#include "rules/author/scaffold.h"

#include <gmock/gmock.h>

#include "author/workbench.h"

namespace caseload::rules {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

const fs::path kStarter = fs::path(CASELOAD_PLUGINS) / "sdk/starter";

Result<std::string> Begin(const fs::path& folder, const std::string& rule_id = "",
                          const fs::path& starter = kStarter) {
  return BeginRule({starter, folder, rule_id, *ParseDate("2031-07-09")});
}

std::vector<std::string> FilesIn(const fs::path& folder) {
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path().lexically_relative(folder).string());
  }
  std::ranges::sort(files);
  return files;
}

TEST(Scaffold, IsTheStarterUnderTheRulesOwnNames) {
  const Folder parent;
  const fs::path mine = parent.path() / "mine";
  const auto begun = Begin(mine, "authority.siblings.not-seen");
  ASSERT_TRUE(begun) << begun.error().message;
  EXPECT_EQ(*begun, "not_seen");
  EXPECT_EQ(FilesIn(mine), (std::vector<std::string>{"CMakeLists.txt", "README.md", "rule.cpp",
                                                     "vignettes/not_seen.vignette.txt"}));
  const auto rule = TextOf(mine / "rule.cpp");
  EXPECT_THAT(rule, HasSubstr(".id = \"authority.siblings.not-seen\""));
  EXPECT_THAT(rule, HasSubstr("CASELOAD_RULE(NotSeenRule);"));
  EXPECT_THAT(TextOf(mine / "CMakeLists.txt"), HasSubstr("caseload_rule(not_seen SOURCES"));
  EXPECT_THAT(TextOf(mine / "README.md"),
              HasSubstr("--review-by 2031-07-09 --out not-seen.clrule"));
  for (const auto& file : FilesIn(mine)) {
    EXPECT_THAT(TextOf(mine / file), Not(HasSubstr("long_open"))) << file;
    EXPECT_THAT(TextOf(mine / file), Not(HasSubstr("LongOpenRule"))) << file;
  }
  // It comes with vignettes that can be read.
  const auto files = VignetteFiles({mine / "vignettes"});
  ASSERT_TRUE(files);
  EXPECT_TRUE(ReadVignetteFile(files->front()));
}

TEST(Scaffold, NamesARuleAfterItsFolderUnlessItIsNamed) {
  const Folder parent;
  ASSERT_TRUE(Begin(parent.path() / "Not_Seen"));
  EXPECT_THAT(TextOf(parent.path() / "Not_Seen/rule.cpp"), HasSubstr("\"example.not-seen\""));
  ASSERT_TRUE(Begin(parent.path() / "again/"));
  EXPECT_THAT(TextOf(parent.path() / "again/rule.cpp"), HasSubstr("\"example.again\""));
  const auto unnameable = Begin(parent.path() / "näher");
  ASSERT_FALSE(unnameable);
  EXPECT_THAT(unnameable.error().message, HasSubstr("--rule-id"));
}

TEST(Scaffold, MayBeginInAnEmptyFolder) {
  const Folder empty;
  EXPECT_TRUE(Begin(empty.path(), "example.mine"));
  EXPECT_EQ(FilesIn(empty.path()).size(), 4u);
}

TEST(Scaffold, NeverBeginsWhereSomethingIs) {
  const Folder taken;
  taken.Write("rule.cpp", "mine");
  const auto begun = Begin(taken.path(), "example.mine");
  ASSERT_FALSE(begun);
  EXPECT_THAT(begun.error().message, HasSubstr("is there already"));
  EXPECT_EQ(TextOf(taken.path() / "rule.cpp"), "mine");
  EXPECT_EQ(FilesIn(taken.path()).size(), 1u);
  EXPECT_FALSE(Begin(taken.path() / "rule.cpp", "example.mine"));
}

TEST(Scaffold, RefusesNamesThatCannotBeARules) {
  const Folder parent;
  for (const char* wrong : {"mine", "Example.mine", "example.", "example.my rule", "example..mine",
                            "example.2nd", "example.test", "example.install", "../example.mine"}) {
    const auto begun = Begin(parent.path() / "mine", wrong);
    EXPECT_FALSE(begun) << wrong;
  }
  EXPECT_FALSE(fs::exists(parent.path() / "mine"));
}

TEST(Scaffold, MakesNothingWithoutAStarterOrAPlace) {
  const Folder parent;
  const auto without = Begin(parent.path() / "mine", "example.mine", parent.path() / "no-starter");
  ASSERT_FALSE(without);
  EXPECT_THAT(without.error().message, HasSubstr("comes with the kit"));
  EXPECT_FALSE(fs::exists(parent.path() / "mine"));
  parent.Write("file", "");
  EXPECT_FALSE(Begin(parent.path() / "file/mine", "example.mine"));
}

}  // namespace
}  // namespace caseload::rules
