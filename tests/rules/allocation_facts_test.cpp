// SPDX-License-Identifier: Apache-2.0
// What a rule about a child is shown of those who hold the child.
#include <gtest/gtest.h>

#include "rules/subjects.h"

namespace caseload::rules {
namespace {

v1::Allocation To(const std::string& worker, const std::string& case_id, const std::string& from_on,
                  const std::string& until_on = "") {
  v1::Allocation allocation;
  allocation.set_allocation_id("to-" + worker);
  allocation.set_case_id(case_id);
  allocation.set_worker_id(worker);
  allocation.set_team_id("north");
  allocation.set_from_on(from_on);
  allocation.set_until_on(until_on);
  return allocation;
}

// Zoe had it first, and Anna has it now.
Subject HeldChild() {
  Subject subject = SampleSubject();
  subject.allocations = {To("anna", "case-now", "2024-01-20"),
                         To("zoe", "case-now", "2024-01-10", "2024-01-19")};
  return subject;
}

SubjectFacts FactsOn(const Subject& subject, const char* day) {
  const auto facts = FactsOf(subject, Day(day), SampleNumbers());
  EXPECT_TRUE(facts) << facts.error().message;
  return *facts;
}

TEST(AllocationFacts, AreNotGivenWhereNobodyLookedWhoHoldsTheChild) {
  const auto facts = FactsOn(SampleSubject(), "2024-03-01");
  EXPECT_EQ(facts.rows.given & CASELOAD_GROUP_ALLOCATIONS, 0U);
}

TEST(AllocationFacts, AreGivenWhereNobodyDoes) {
  Subject subject = SampleSubject();
  subject.allocations.emplace();
  const auto facts = FactsOn(subject, "2024-03-01");
  EXPECT_EQ(facts.rows.given & CASELOAD_GROUP_ALLOCATIONS, CASELOAD_GROUP_ALLOCATIONS);
  EXPECT_TRUE(facts.rows.allocations.empty());
}

TEST(AllocationFacts, AreInTheOrderOfTheirFirstDaysAndLeadToTheirRecords) {
  const auto facts = FactsOn(HeldChild(), "2024-03-01");
  const auto& rows = facts.rows.allocations;
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(facts.origins[rows[0].id - 1].id, "to-zoe");
  EXPECT_EQ(facts.origins[rows[1].id - 1].id, "to-anna");
  EXPECT_EQ(rows[0].end, Day("2024-01-19").days);
  EXPECT_EQ(rows[1].end, CASELOAD_DAY_NONE);
  EXPECT_EQ(rows[0].case_id, facts.rows.case_id);
  // Workers are told apart, and no more than that: none of them is a row.
  EXPECT_EQ(rows[0].worker, 2U);
  EXPECT_EQ(rows[1].worker, 1U);
  EXPECT_EQ(rows[0].team, rows[1].team);
  EXPECT_EQ(facts.rows.given & CASELOAD_GROUP_WORKERS, 0U);
  const auto* ended = facts.Find({CASELOAD_EVIDENCE_ALLOCATION_ENDED, rows[0].id});
  ASSERT_NE(ended, nullptr);
  EXPECT_EQ(ended->kind, "allocation");
}

TEST(AllocationFacts, ShowNothingThatCameLater) {
  const auto facts = FactsOn(HeldChild(), "2024-01-15");
  ASSERT_EQ(facts.rows.allocations.size(), 1U);
  EXPECT_EQ(facts.rows.allocations[0].end, CASELOAD_DAY_NONE);
}

TEST(AllocationFacts, NameNoCaseWhereTheSourceNamesNone) {
  Subject subject = HeldChild();
  (*subject.allocations)[0].clear_case_id();
  const auto facts = FactsOn(subject, "2024-03-01");
  EXPECT_EQ(facts.rows.allocations[1].case_id, 0U);
}

TEST(AllocationFacts, LeaveOutThoseOfACaseThatHadNotBegun) {
  Subject subject = HeldChild();
  (*subject.allocations)[0].set_case_id("case-to-come");
  EXPECT_EQ(FactsOn(subject, "2024-03-01").rows.allocations.size(), 1U);
}

TEST(AllocationFacts, OfAFamilyAreGivenOnlyWhereEveryChildWasLookedUp) {
  FamilySubject family;
  family.family_id = "family";
  family.children.push_back(HeldChild());
  auto& sister = family.children.emplace_back();
  sister.child.set_person_id("sister");
  const auto given = [&] {
    const auto facts = FactsOf(family, Day("2024-03-01"), SampleNumbers());
    return facts ? facts->rows.given & CASELOAD_GROUP_ALLOCATIONS : 0U;
  };
  EXPECT_EQ(given(), 0U);
  sister.allocations.emplace();
  EXPECT_NE(given(), 0U);
}

}  // namespace
}  // namespace caseload::rules
