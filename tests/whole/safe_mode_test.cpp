// SPDX-License-Identifier: Apache-2.0
// A server that ended again and again soon after its start comes up without rules, says so, and
// finds its way back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "rules/release_packages.h"
#include "whole/caller.h"

namespace caseload::whole {
namespace {

using ::testing::HasSubstr;

std::vector<v1::Rule> RulesOf(const ServerProcess& server) {
  Caller caller(server);
  const auto listed =
      Must(*caller.rules, &v1::RuleService::Stub::ListRules, v1::ListRulesRequest());
  return {listed.rules().begin(), listed.rules().end()};
}

bool HasItsRules(const ServerProcess& server) {
  const auto rules = RulesOf(server);
  return !rules.empty() && rules[0].state() == v1::RULE_STATE_ACTIVE;
}

TEST(SafeMode, ComesAfterThreeStartsThatEndedEarlyAndGoesWithAnOrderlyEnd) {
  ServerProcess server;
  Caller(server).BringIntoForce(rules::PackageOfTheRelease("recurrence"));
  for (int start = 1; start <= 3; ++start) {
    EXPECT_TRUE(HasItsRules(server)) << start;
    server.Kill();
    server.Start();
  }
  const auto rules = RulesOf(server);
  ASSERT_EQ(rules.size(), 1u);
  EXPECT_EQ(rules[0].state(), v1::RULE_STATE_REFUSED);
  EXPECT_THAT(rules[0].refused_because(),
              HasSubstr("safe mode: the last 3 starts of the server ended early"));
  EXPECT_THAT(server.Log(), HasSubstr("rules are not loaded: safe mode"));
  // A child is taken in as ever, and what is said of its case names what was not asked.
  Caller caller(server);
  v1::EvaluateCaseRequest request;
  request.set_case_id(caller.ACase(caller.AChild().person_id(), "2023-12-05").case_id());
  const auto said = Must(*caller.rules, &v1::RuleService::Stub::EvaluateCase, request);
  ASSERT_EQ(said.rules_size(), 1);
  EXPECT_EQ(said.rules(0).state(), v1::RULE_STATE_REFUSED);
  // A step changes the record, and starts nothing.
  caller.BringIntoForce(rules::PackageOfTheRelease("drift"));
  EXPECT_EQ(RulesOf(server).size(), 1u);
  EXPECT_EQ(server.Stop(), 0);
  server.Start();
  EXPECT_TRUE(HasItsRules(server));
  EXPECT_EQ(RulesOf(server).size(), 2u);
}

TEST(SafeMode, IsNotCausedByStartsThatWereRefusedOrByAnUnreadableCount) {
  ServerProcess server;
  Caller(server).BringIntoForce(rules::PackageOfTheRelease("recurrence"));
  server.Stop();
  for (int start = 1; start <= 4; ++start) {
    const auto refused =
        RunProgram(ServerProgram(), {"--data", server.data().string(), "--listen", server.address(),
                                     "--packs", server.data().string()});
    EXPECT_EQ(refused.code, 1);
    EXPECT_THAT(refused.err, HasSubstr("cannot start"));
  }
  server.Start();
  EXPECT_TRUE(HasItsRules(server));
  server.Stop();
  std::ofstream(server.data() / "caseload.starts") << "many";
  server.Start();
  EXPECT_TRUE(HasItsRules(server));
}

}  // namespace
}  // namespace caseload::whole
