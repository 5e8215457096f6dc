// SPDX-License-Identifier: Apache-2.0
// When other rules come into force every open case is asked about anew; and who changes them again
// before that is done finds every case asked about by those in force in the end.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/decided_world.h"

namespace caseload::app {
namespace {

using ::testing::Each;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// More than are asked about at a time.
constexpr std::size_t kCases = 70;

struct ASweep : DecidedWorld {
  std::vector<v1::Case> cases;

  void SetUp() override {
    office.IsTrusted();
    for (std::size_t i = 0; i < kCases; ++i)
      cases.push_back(world.ACase(world.AChild().person_id(), "2024-05-31"));
    CatchUp();
  }
  v1::RuleVersion Activated(const std::string& guest) {
    const auto active = world.Activate(office.Validated(guest));
    EXPECT_TRUE(active) << (active ? "" : active.error().message);
    return active ? *active : v1::RuleVersion();
  }
  v1::RuleVersion Read(const v1::RuleVersion& version) {
    v1::GetRuleVersionRequest request;
    request.set_rule_version_id(version.rule_version_id());
    return world.backend->rule_versions().Get(request)->rule_version();
  }
  // So far that some cases were asked about by the new rules and some were not.
  void GetHalfway() {
    constexpr int kSteps = 4;
    for (int step = 0; step < kSteps; ++step) ASSERT_TRUE(*world.backend->rule_follower().Step());
    const auto sets = SetsOfDecisions();
    ASSERT_THAT(std::set(sets.begin(), sets.end()), SizeIs(2));
  }
  // The set that was asked about each case last; "" where none was.
  std::vector<std::string> SetsOfDecisions() {
    std::vector<std::string> digests;
    for (const auto& one : cases) {
      v1::GetRuleDecisionRequest request;
      request.set_case_id(one.case_id());
      const auto read = world.backend->findings().GetDecision(request);
      digests.push_back(read ? read->decision().rule_set_digest() : "");
    }
    return digests;
  }
  std::vector<std::string> SayersOfFindings() {
    CatchUp();
    std::vector<std::string> versions;
    for (const auto& one : cases) {
      for (const auto& finding : About(one)) versions.push_back(finding.finding().rule_version());
    }
    return versions;
  }
  std::string InForce() { return world.backend->rule_life().GetSet({})->rule_set().digest(); }
  bool AskingAll() {
    v1::ListFindingsRequest request;
    request.set_case_id(cases[0].case_id());
    return world.backend->findings().List(request)->asking_all();
  }
  void RollBack() {
    v1::RollBackRuleRequest request;
    request.set_rule_id("test.steady");
    request.set_because("it was better before");
    ASSERT_TRUE(fakes::DeskWorld::Wait<v1::RollBackRuleResponse>([&](Done done) {
      world.backend->rule_life().RollBack(world.asking, request, std::move(done));
    }));
  }
};

TEST_F(ASweep, ThatIsCutOffByARollbackLeavesNothingOfTheRuleThatWent) {
  Activated("steady");
  ASSERT_THAT(SayersOfFindings(), SizeIs(kCases));
  Activated("steady_later");
  GetHalfway();
  RollBack();
  EXPECT_TRUE(AskingAll());
  const auto versions = SayersOfFindings();
  EXPECT_THAT(versions, SizeIs(kCases));
  EXPECT_THAT(versions, Each("1.0.0"));
  EXPECT_THAT(SetsOfDecisions(), Each(InForce()));
  EXPECT_FALSE(AskingAll());
}

TEST_F(ASweep, OfTheFirstRuleEverThatIsCutOffByItsEndLeavesNothing) {
  const auto only = Activated("steady");
  GetHalfway();
  ASSERT_TRUE(world.Retire(only));
  EXPECT_THAT(SayersOfFindings(), IsEmpty());
  EXPECT_FALSE(AskingAll());
}

TEST_F(ASweep, EndsWhatAStoppedRuleSaidOnceItIsRetired) {
  const auto version = Activated("steady");
  ASSERT_THAT(SayersOfFindings(), SizeIs(kCases));
  const auto stopped = world.Quarantine(version);
  ASSERT_TRUE(stopped);
  // Nobody knows whether it would still be said.
  EXPECT_THAT(SayersOfFindings(), SizeIs(kCases));
  ASSERT_TRUE(world.Retire(*stopped));
  EXPECT_THAT(SayersOfFindings(), IsEmpty());
}

TEST_F(ASweep, IsNotOverForWhoeverReadsBeforeADayThatCameWasLookedAt) {
  world.BringIntoForce("timescale-clocks");
  const auto decision = Decision(cases[0]);
  EXPECT_FALSE(AskingAll());
  ASSERT_FALSE(decision.look_again_on().empty());
  world.clock.Set(decision.look_again_on() + "T09:00:00Z");
  EXPECT_TRUE(AskingAll());
  CatchUp();
  EXPECT_FALSE(AskingAll());
}

}  // namespace
}  // namespace caseload::app
