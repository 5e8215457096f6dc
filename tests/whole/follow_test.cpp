// SPDX-License-Identifier: Apache-2.0
// The real server asks its rules by itself, and goes on where it was after it was killed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "whole/caller.h"
#include "whole/finding_story.h"

namespace caseload::whole {
namespace {

TEST(TheServer, AsksItsRulesOfWhatWasRecordedBeforeItWasKilled) {
  ServerProcess server;
  std::string later;
  {
    Caller caller(server);
    caller.BringIntoForce(rules::PackageOfTheRelease("recurrence"));
    const auto child = caller.AChild("Testname");
    const auto first = caller.ACase(child.person_id(), "2023-01-10");
    EXPECT_FALSE(FirstFinding(caller, first.case_id()).finding_id().empty());
    later = caller.ACase(child.person_id(), "2023-12-05").case_id();
    server.Kill();
  }
  server.Start();
  Caller caller(server);
  const auto finding = FirstFinding(caller, later);
  EXPECT_EQ(finding.finding().rule_id(), "caseload.recurrence");
  EXPECT_EQ(finding.case_id(), later);
  DecisionsReplayed(caller, later);
}

}  // namespace
}  // namespace caseload::whole
