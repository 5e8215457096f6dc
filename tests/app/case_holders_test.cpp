// SPDX-License-Identifier: Apache-2.0
// Who holds a child is part of what rules are shown of the child: as it stood on the day, as it was
// known then, and again when it changes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/decided_world.h"
#include "app/family_subject.h"
#include "fakes/delivery.h"

namespace caseload::app {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Property;
using ::testing::SizeIs;

// The third of June 2024 is a Monday; five working days without a worker are not told, six are.
struct WhoHoldsAChild : DecidedWorld {
  WhoHoldsAChild() {
    fakes::Deliver(world, "whole", {}, "2015-01-01");
    world.BringIntoForce("drift");
  }
  static auto RestsOn(const std::string& kind, const std::string& id, const std::string& on) {
    return ElementsAre(AllOf(Property(&v1::Evidence::kind, kind), Property(&v1::Evidence::id, id),
                             Property(&v1::Evidence::on, on)));
  }
  // A child of a delivery with a case; who holds the child is said of the child alone.
  static v1::ImportUnit DeliveredChild(const std::string& until_on) {
    v1::ImportUnit unit;
    auto& person = *unit.add_people();
    person.mutable_source()->set_form("ssd");
    person.mutable_source()->set_key("child/one");
    auto& record = *unit.add_cases();
    record.mutable_source()->set_form("ssd");
    record.mutable_source()->set_key("case/one");
    record.set_child_id("key:child/one");
    record.set_referred_on("2024-05-01");
    auto& worker = *unit.add_workers();
    worker.mutable_source()->set_form("ssd");
    worker.mutable_source()->set_key("worker/one");
    auto& allocation = *unit.add_allocations();
    allocation.mutable_source()->set_form("ssd");
    allocation.mutable_source()->set_key("allocation/one");
    allocation.set_child_id("key:child/one");
    allocation.set_worker_id("key:worker/one");
    allocation.set_role("Social worker");
    allocation.set_from_on("2024-05-02");
    allocation.set_until_on(until_on);
    return unit;
  }
  v1::Case DeliveredCase() {
    const auto bytes = world.backend->cases().List(v1::ListCasesRequest());
    v1::ListCasesResponse listed;
    EXPECT_TRUE(bytes && listed.ParseFromString(*bytes));
    EXPECT_EQ(listed.cases_size(), 1);
    return listed.cases_size() == 1 ? listed.cases(0) : v1::Case();
  }
};

TEST_F(WhoHoldsAChild, IsToldWhereNobodyDoesAndNoMoreOnceSomebodyDoes) {
  const auto record = world.ACase(child.person_id(), "2024-05-01");
  const auto nobody = About(record);
  ASSERT_THAT(nobody, SizeIs(1));
  EXPECT_EQ(nobody[0].finding().code(), "NOBODY_ALLOCATED");
  EXPECT_THAT(nobody[0].finding().evidence(), RestsOn("case", record.case_id(), "2024-05-01"));
  const auto allocation = Allocate(record, AWorker(), "2024-05-02");
  EXPECT_THAT(About(record), IsEmpty());
  End(allocation, "2024-05-20");
  const auto left = About(record);
  ASSERT_THAT(left, SizeIs(1));
  EXPECT_EQ(left[0].finding().code(), "NOBODY_ALLOCATED");
  EXPECT_THAT(left[0].finding().evidence(),
              RestsOn("allocation", allocation.allocation_id(), "2024-05-20"));
}

TEST_F(WhoHoldsAChild, IsAskedAgainOnTheDayOnWhichItIsTooLong) {
  const auto record = world.ACase(child.person_id(), "2024-05-31");
  EXPECT_THAT(About(record), IsEmpty());
  EXPECT_EQ(Decision(record).look_again_on(), "2024-06-10");
  world.clock.Set("2024-06-07T09:00:00Z");
  EXPECT_THAT(About(record), IsEmpty());
  world.clock.Set("2024-06-10T09:00:00Z");
  const auto findings = About(record);
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].finding().measure(), 6);
  EXPECT_EQ(Decision(record).look_again_on(), "2024-06-11");
}

// No rule is shown a day to come, and so none can name it.
TEST_F(WhoHoldsAChild, IsAskedAgainOnTheDayOnWhichItIsToEnd) {
  const auto record = world.ACase(child.person_id(), "2024-05-01");
  End(Allocate(record, AWorker(), "2024-05-02"), "2024-06-10");
  EXPECT_THAT(About(record), IsEmpty());
  EXPECT_EQ(Decision(record).look_again_on(), "2024-06-10");
  world.clock.Set("2024-06-10T09:00:00Z");
  EXPECT_EQ(Decision(record).look_again_on(), "2024-06-18");
  world.clock.Set("2024-06-18T09:00:00Z");
  EXPECT_THAT(About(record), SizeIs(1));
  HoldReplayed(3);
}

TEST_F(WhoHoldsAChild, IsAskedAgainAsItWasKnownThen) {
  const auto record = world.ACase(child.person_id(), "2024-05-01");
  CatchUp();
  const auto allocation = Allocate(record, AWorker(), "2024-05-02");
  const auto held = Decision(record);
  End(allocation, "2024-05-20");
  EXPECT_NE(Decision(record).facts_digest(), held.facts_digest());
  const auto replayed = Replayed(held);
  ASSERT_TRUE(replayed) << replayed.error().message;
  EXPECT_EQ(replayed->verdict(), v1::REPLAY_VERDICT_SAME);
  HoldReplayed(3);
}

TEST_F(WhoHoldsAChild, MayBeSaidOfTheChildAlone) {
  fakes::Deliver(world, "held", {DeliveredChild("")});
  const auto record = DeliveredCase();
  EXPECT_THAT(About(record), IsEmpty());
  const auto held = Decision(record);
  fakes::Deliver(world, "left", {DeliveredChild("2024-05-20")});
  const auto left = About(record);
  ASSERT_THAT(left, SizeIs(1));
  EXPECT_EQ(left[0].finding().code(), "NOBODY_ALLOCATED");
  // A source that names the case after all: the child leads to it no longer, the history does.
  auto named = DeliveredChild("2024-05-20");
  named.mutable_allocations(0)->set_case_id("key:case/one");
  fakes::Deliver(world, "named", {named});
  EXPECT_NE(Decision(record).facts_digest(), held.facts_digest());
  EXPECT_EQ(Replayed(held)->verdict(), v1::REPLAY_VERDICT_SAME);
  HoldReplayed(3);
}

TEST_F(WhoHoldsAChild, IsShownOfEachChildOfAFamily) {
  const auto record = world.ACase(child.person_id(), "2024-05-01");
  const auto sister = world.AChild("Sister");
  const auto other = world.ACase(sister.person_id(), "2024-05-01");
  Allocate(record, AWorker(), "2024-05-02");
  const std::uint64_t then = world.Sequence();
  Allocate(other, AWorker(), "2024-05-03");
  v1::CreateFamilyRequest request;
  for (const v1::Person* one : std::initializer_list<const v1::Person*>{&child, &sister})
    request.mutable_family()->add_members()->set_person_id(one->person_id());
  const auto family = fakes::DeskWorld::Wait<v1::CreateFamilyResponse>([&](Done done) {
    world.backend->people().CreateFamily(world.asking, request, std::move(done));
  });
  ASSERT_TRUE(family) << family.error().message;
  const Desk desk(world.backend->store(), world.backend->ledger(), world.backend->packs(),
                  world.clock, Pager(std::string(32, 'k')));
  const Date day = *ParseDate("2024-06-03");
  const auto subject = ReadFamilySubject(desk, family->family().family_id(), {}, day);
  ASSERT_TRUE(subject) << subject.error().message;
  const auto facts = rules::FactsOf(*subject, day, rules::NumbersOf(world.backend->packs()));
  ASSERT_TRUE(facts) << facts.error().message;
  ASSERT_THAT(facts->rows.allocations, SizeIs(2));
  EXPECT_EQ(facts->rows.allocations[0].case_id, facts->rows.cases[0].id);
  EXPECT_EQ(facts->rows.allocations[1].case_id, facts->rows.cases[1].id);
  EXPECT_NE(facts->rows.allocations[0].worker, facts->rows.allocations[1].worker);
  // The family was recorded later; what is known of its children was known then.
  const auto before = ReadAllocations(desk, sister.person_id(), {other}, {false, then, {}});
  ASSERT_TRUE(before) << before.error().message;
  EXPECT_THAT(*before, IsEmpty());
}

}  // namespace
}  // namespace caseload::app
