// SPDX-License-Identifier: Apache-2.0
// An author outside this tree: installs the SDK, copies the starter, builds it, and asks it about a
// case.
#include <gtest/gtest.h>

#include <cstdlib>

#include "rules/rule_folder.h"
#include "rules/subjects.h"

namespace caseload::rules {
namespace {

namespace fs = std::filesystem;

int Shell(const std::string& words) { return std::system(words.c_str()); }
std::string Quoted(const fs::path& path) { return "'" + path.string() + "'"; }

TEST(OutsideRule, BuildsAgainstTheInstalledSdkAndSpeaks) {
  const Folder folder;
  const std::string cmake = Quoted(CASELOAD_CMAKE);
  const fs::path sdk = folder.path() / "sdk";
  const fs::path mine = folder.path() / "mine";
  ASSERT_EQ(Shell(cmake + " --install " CASELOAD_BUILD " --component sdk --prefix " + Quoted(sdk) +
                  " >/dev/null"),
            0);
  fs::copy(sdk / "share/caseload/rule-starter", mine, fs::copy_options::recursive);
  // With what scripts/deps installs, which is not make.
  ASSERT_EQ(Shell(cmake + " -G Ninja -S " + Quoted(mine) + " -B " + Quoted(mine / "build") +
                  " -DCMAKE_PREFIX_PATH=" + Quoted(sdk) + " >/dev/null"),
            0);
  ASSERT_EQ(Shell(cmake + " --build " + Quoted(mine / "build") + " >/dev/null"), 0);

  const RuleLimits patient{.evaluation = std::chrono::seconds(60),
                           .load = std::chrono::seconds(60)};
  const auto book = OpenFolder(mine / "build/lib/caseload/rules", CASELOAD_RULE_WORKER,
                               {SampleNumbers(), {}}, patient);
  ASSERT_EQ(book->InForce()->List().size(), 1u);
  ASSERT_EQ(book->InForce()->List()[0].state(), v1::RULE_STATE_ACTIVE)
      << book->InForce()->List()[0].refused_because();
  const std::vector<std::string> names{"example.long-open"};
  const auto early = book->InForce()->Evaluate(SampleSubject(), Day("2025-01-09"), names);
  ASSERT_TRUE(early) << early.error().message;
  EXPECT_TRUE(early->empty());
  const auto late = book->InForce()->Evaluate(SampleSubject(), Day("2025-01-10"), names);
  ASSERT_TRUE(late) << late.error().message;
  ASSERT_EQ(late->size(), 1u);
  EXPECT_EQ(late->front().summary(), "Open for 366 days; worth a fresh look after 366");
  EXPECT_EQ(late->front().evidence(0).id(), "case-now");
}

}  // namespace
}  // namespace caseload::rules
