// SPDX-License-Identifier: Apache-2.0
// On a kernel without one of the walls around a rule the log says so as soon as a rule is in force.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "rules/release_packages.h"
#include "whole/caller.h"
#include "whole/rule_author.h"

namespace caseload::whole {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kWarning[] = "rules are not confined: cycle counter (";

std::size_t TimesIn(const std::string& log) {
  std::size_t times = 0;
  for (auto at = log.find(kWarning); at != log.npos; at = log.find(kWarning, at + 1)) ++times;
  return times;
}

TEST(MissingWall, IsToldOfWhenTheFirstRuleComesIntoForceAndOnce) {
  const TempFolder folder;
  // It takes away the wall that it is called by.
  const auto worker = folder.path() / "cycle counter";
  std::filesystem::create_symlink(CASELOAD_POOR_KERNEL, worker);
  ServerProcess server({"--rule-worker", worker.string()});
  EXPECT_THAT(server.Log(), Not(HasSubstr(kWarning)));
  {
    Caller caller(server);
    caller.BringIntoForce(rules::PackageOfTheRelease("recurrence"));
    EXPECT_EQ(TimesIn(server.Log()), 1U);
    caller.BringIntoForce(rules::PackageOfTheRelease("worker-load"));
    EXPECT_EQ(TimesIn(server.Log()), 1U);
  }
  server.Stop();
  server.Start();
  EXPECT_EQ(TimesIn(server.Log()), 2U);
}

}  // namespace
}  // namespace caseload::whole
