// SPDX-License-Identifier: Apache-2.0
// An author outside this tree: installs the kit, begins a rule, builds it, tries it, packs it and
// signs it.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "rules/package.h"
#include "rules/rule_folder.h"
#include "rules/subjects.h"

namespace caseload::rules {
namespace {

namespace fs = std::filesystem;

int Shell(const std::string& words) { return std::system(words.c_str()); }
std::string Quoted(const fs::path& path) { return "'" + path.string() + "'"; }

// A kit and a rule begun with it, in folders of their own.
class OutsideRule : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(Shell(cmake + " --install " CASELOAD_BUILD " --component sdk --prefix " +
                    Quoted(sdk) + " >/dev/null"),
              0);
    ASSERT_EQ(Author("new " + Quoted(mine) + " --rule-id outside.siblings-unseen"), 0);
    // With what scripts/deps installs, which is not make.
    ASSERT_EQ(Shell(cmake + " -G Ninja -S " + Quoted(mine) + " -B " + Quoted(mine / "build") +
                    " -DCMAKE_PREFIX_PATH=" + Quoted(sdk) + " >/dev/null"),
              0);
    ASSERT_EQ(Shell(cmake + " --build " + Quoted(mine / "build") + " >/dev/null"), 0);
  }
  // The kit's own program; the worker and the packs come with the server.
  int Author(const std::string& words) const {
    return Shell(Quoted(sdk / "bin/caseload-rule") + " --rule-worker " CASELOAD_RULE_WORKER " " +
                 words + " >" + Quoted(folder.path() / "out"));
  }
  const Folder folder;
  const std::string cmake = Quoted(CASELOAD_CMAKE);
  const fs::path sdk = folder.path() / "sdk";
  const fs::path mine = folder.path() / "mine";
  const fs::path library = mine / "build/lib/caseload/rules/siblings_unseen.so";
};

TEST_F(OutsideRule, BuildsAgainstTheInstalledKitAndSpeaks) {
  const RuleLimits patient{.evaluation = std::chrono::seconds(60),
                           .load = std::chrono::seconds(60)};
  const auto book =
      OpenFolder(library.parent_path(), CASELOAD_RULE_WORKER, {SampleNumbers(), {}}, patient);
  ASSERT_EQ(book->InForce()->List().size(), 1u);
  ASSERT_EQ(book->InForce()->List()[0].state(), v1::RULE_STATE_ACTIVE)
      << book->InForce()->List()[0].refused_because();
  const std::vector<std::string> names{"outside.siblings-unseen"};
  const auto early = book->InForce()->Evaluate(SampleSubject(), Day("2025-01-09"), names);
  ASSERT_TRUE(early) << early.error().message;
  EXPECT_TRUE(early->empty());
  const auto late = book->InForce()->Evaluate(SampleSubject(), Day("2025-01-10"), names);
  ASSERT_TRUE(late) << late.error().message;
  ASSERT_EQ(late->size(), 1u);
  EXPECT_EQ(late->front().summary(), "Open for 12 months or longer: worth a fresh look");
  EXPECT_EQ(late->front().evidence(0).id(), "case-now");
}

TEST_F(OutsideRule, PassesItsTestAndIsPackedAndSignedAsItIsBegun) {
  const std::string packs = " --packs " CASELOAD_PACKS;
  EXPECT_EQ(Author("test " + Quoted(library) + " " + Quoted(mine / "vignettes") + packs), 0);
  EXPECT_EQ(Author("explain " + Quoted(library) + " " +
                   Quoted(mine / "vignettes/siblings_unseen.vignette.txt") +
                   " --title 'On the day before'" + packs),
            0);
  const auto package = folder.path() / "siblings-unseen.clrule";
  ASSERT_EQ(Author("pack " + Quoted(library) + " --file " + Quoted(mine / "vignettes") +
                   " --file " + Quoted(mine / "README.md") +
                   " --licence Apache-2.0 --author 'An office' --review-by 2031-12-31 --out " +
                   Quoted(package)),
            0);
  ASSERT_EQ(Author("key " + Quoted(folder.path() / "office.pem")), 0);
  ASSERT_EQ(Author("sign " + Quoted(package) + " --key " + Quoted(folder.path() / "office.pem")),
            0);
  EXPECT_EQ(Author("validate " + Quoted(package) + packs), 0);
  std::ifstream in(package, std::ios::binary);
  const auto read = ReadPackage({std::istreambuf_iterator<char>(in), {}});
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->manifest.rule_id(), "outside.siblings-unseen");
  EXPECT_FALSE(read->parts.signature().empty());
  EXPECT_EQ(read->parts.files_size(), 2);
}

}  // namespace
}  // namespace caseload::rules
