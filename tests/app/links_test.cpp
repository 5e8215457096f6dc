// SPDX-License-Identifier: Apache-2.0
// What a rule about one child is shown of the child's brothers and sisters, out of a real record.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "fakes/desk_world.h"

namespace caseload::app {
namespace {

using fakes::DeskWorld;

// A child whose case was opened long ago, and a sister who goes on a protection plan in May.
struct Siblings : testing::Test {
  Siblings() { world.BringIntoForce("linked-children"); }
  DeskWorld world;
  v1::Person child = world.AChild("Child");
  v1::Person sister = world.AChild("Sister", "2018-02-01");
  v1::Case own = world.ACase(child.person_id(), "2023-01-10");
  v1::Case hers = world.ACase(sister.person_id(), "2024-03-01");

  void Link() {
    v1::CreateRelationshipRequest request;
    auto& link = *request.mutable_relationship();
    link.set_person_id(child.person_id());
    link.set_related_person_id(sister.person_id());
    link.set_kind("sibling");
    ASSERT_TRUE(DeskWorld::Wait<v1::CreateRelationshipResponse>(
        [&](Done done) { world.backend->people().Link(world.asking, request, std::move(done)); }));
  }

  void Plan() {
    v1::RecordEntryRequest request;
    auto& entry = *request.mutable_entry();
    entry.add_case_ids(hers.case_id());
    entry.set_occurred_on("2024-05-02");
    entry.mutable_protection_plan();
    auto recorded = DeskWorld::Wait<v1::RecordEntryResponse>([&](Done done) {
      world.backend->cases().RecordEntry(world.asking, request, std::move(done));
    });
    ASSERT_TRUE(recorded);
    plan_id = recorded->entry().entry_id();
  }

  // Codes, each with the records it rests on.
  std::map<std::string, std::set<std::string>> Said(const std::string& as_of) {
    v1::EvaluateCaseRequest request;
    request.set_case_id(own.case_id());
    request.add_rule_ids("caseload.linked-children");
    request.mutable_moment()->set_as_of_on(as_of);
    const auto answer = world.backend->rules().Evaluate(request);
    EXPECT_TRUE(answer) << (answer ? "" : answer.error().message);
    std::map<std::string, std::set<std::string>> said;
    if (!answer) return said;
    for (const auto& finding : answer->findings()) {
      for (const auto& one : finding.evidence()) said[finding.code()].insert(one.id());
    }
    return said;
  }

  std::string plan_id;
};

TEST_F(Siblings, AreShownToARuleWithWhatHappenedToThem) {
  Link();
  Plan();
  // The history of this world is not known to be complete: an assessment may be missing.
  const auto said = Said("2024-06-01");
  ASSERT_TRUE(said.contains("ASSESSED_UNKNOWN"));
  EXPECT_TRUE(said.at("ASSESSED_UNKNOWN").contains(plan_id));
}

TEST_F(Siblings, AreShownAsTheyStoodOnTheDay) {
  Link();
  Plan();
  EXPECT_FALSE(Said("2024-05-01").contains("ASSESSED_UNKNOWN"));
}

TEST_F(Siblings, AreNotShownWhereNobodyLinkedThem) {
  Plan();
  const auto said = Said("2024-06-01");
  EXPECT_FALSE(said.contains("ASSESSED_UNKNOWN"));
  EXPECT_TRUE(said.contains("NOBODY_LINKED"));
}

}  // namespace
}  // namespace caseload::app
