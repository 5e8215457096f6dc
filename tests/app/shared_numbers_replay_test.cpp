// SPDX-License-Identifier: Apache-2.0
// What was said of a number that two children shared is said again as it was known then, though it
// was corrected on the other child since; and both are asked about again when it is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "app/decided_world.h"
#include "fakes/delivery.h"

namespace caseload::app {
namespace {

struct ANumberSharedThen : DecidedWorld {
  ANumberSharedThen() { world.BringIntoForce("census-quality"); }

  static v1::ImportUnit Unit(const std::string& key, const std::string& number) {
    v1::ImportUnit unit;
    auto& person = *unit.add_people();
    person.mutable_source()->set_form("ssd");
    person.mutable_source()->set_key("child/" + key);
    auto& identifier = *person.add_identifiers();
    identifier.set_scheme("la_child_id");
    identifier.set_value(number);
    auto& record = *unit.add_cases();
    record.mutable_source()->set_form("ssd");
    record.mutable_source()->set_key("case/" + key);
    record.set_child_id("key:child/" + key);
    record.set_referred_on("2024-01-10");
    return unit;
  }
  std::vector<v1::Case> Cases() {
    const auto bytes = world.backend->cases().List(v1::ListCasesRequest());
    v1::ListCasesResponse listed;
    EXPECT_TRUE(bytes && listed.ParseFromString(*bytes));
    return {listed.cases().begin(), listed.cases().end()};
  }
  bool SaysShared(const v1::Case& record) {
    const auto findings = About(record);
    EXPECT_FALSE(findings.empty());  // these records lack much
    return std::ranges::any_of(
        findings, [](const auto& one) { return one.finding().code() == "CENSUS_8510"; });
  }
  int Sharing() {
    int sharing = 0;
    for (const auto& one : Cases()) sharing += SaysShared(one) ? 1 : 0;
    return sharing;
  }
  std::vector<v1::RuleDecision> Decisions() {
    std::vector<v1::RuleDecision> decisions;
    for (const auto& one : Cases()) decisions.push_back(Decision(one));
    return decisions;
  }
};

TEST_F(ANumberSharedThen, IsSharedAgainThoughItWasCorrectedOnTheOtherChildSince) {
  fakes::Deliver(world, "first", {Unit("one", "AB12"), Unit("two", "AB12")});
  EXPECT_EQ(Sharing(), 2);
  const auto then = Decisions();
  ASSERT_EQ(then.size(), 2U);
  fakes::Deliver(world, "corrected", {Unit("two", "CD34")});
  EXPECT_EQ(Sharing(), 0);
  const auto now = Decisions();
  for (std::size_t i = 0; i < then.size(); ++i) {
    EXPECT_NE(now[i].facts_digest(), then[i].facts_digest());
    EXPECT_EQ(Replayed(then[i])->verdict(), v1::REPLAY_VERDICT_SAME);
    EXPECT_EQ(Replayed(now[i])->verdict(), v1::REPLAY_VERDICT_SAME);
  }
  HoldReplayed(4);
}

TEST_F(ANumberSharedThen, IsSharedOnceMoreWhenItComesBack) {
  fakes::Deliver(world, "first", {Unit("one", "AB12"), Unit("two", "AB12")});
  EXPECT_EQ(Sharing(), 2);
  for (const char* round : {"a", "b"}) {
    fakes::Deliver(world, std::string("corrected ") + round, {Unit("two", "CD34")});
    EXPECT_EQ(Sharing(), 0);
    fakes::Deliver(world, std::string("back ") + round, {Unit("two", "AB12")});
    EXPECT_EQ(Sharing(), 2);
  }
  HoldReplayed(10);
}

TEST_F(ANumberSharedThen, IsAskedAfterWhereOneHadItAloneUntilTwoCameAtOnce) {
  fakes::Deliver(world, "first", {Unit("one", "AB12")});
  EXPECT_EQ(Sharing(), 0);
  fakes::Deliver(world, "two more", {Unit("two", "AB12"), Unit("three", "AB12")});
  EXPECT_EQ(Sharing(), 3);
  fakes::Deliver(world, "two less", {Unit("two", "CD34"), Unit("three", "EF56")});
  EXPECT_EQ(Sharing(), 0);
  HoldReplayed(7);
}

TEST_F(ANumberSharedThen, IsNobodysAnyMoreWhereItIsAskedAsKnownNow) {
  fakes::Deliver(world, "first", {Unit("one", "AB12"), Unit("two", "AB12")});
  fakes::Deliver(world, "corrected", {Unit("two", "CD34")});
  EXPECT_EQ(Sharing(), 0);
}

}  // namespace
}  // namespace caseload::app
