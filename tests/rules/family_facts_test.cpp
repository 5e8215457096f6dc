// SPDX-License-Identifier: Apache-2.0
// What a rule is shown of a family: its children, the cases of each, and each entry once.
#include <gtest/gtest.h>

#include "rules/subjects.h"

namespace caseload::rules {
namespace {

// A brother, and a sister with a case of her own; one visit was to both.
FamilySubject BrotherAndSister() {
  FamilySubject family;
  family.family_id = "family";
  for (const char* name : {"brother", "sister"}) {
    Subject& child = family.children.emplace_back();
    child.child.set_person_id(name);
    child.child.set_born_on("2016-05-01");
    auto& own = child.cases.emplace_back();
    own.set_case_id(std::string("case-of-") + name);
    own.set_child_id(name);
    own.set_referred_on("2024-01-10");
    auto& concern = *own.add_concerns();
    concern.set_concern_id(std::string("concern-of-") + name);
    concern.set_basis(v1::CONCERN_BASIS_FACTOR);
    concern.set_code("16A");
    concern.set_asserted_on("2024-01-20");
    auto& visit = child.entries.emplace_back();
    visit.set_entry_id("visit-to-both");
    visit.add_case_ids("case-of-brother");
    visit.add_case_ids("case-of-sister");
    visit.set_occurred_on("2024-02-01");
    visit.mutable_visit()->set_child_seen(true);
  }
  return family;
}

FactsRows RowsOf(const FamilySubject& family, const char* as_of) {
  return FactsOf(family, Day(as_of), SampleNumbers())->rows;
}

TEST(FamilyFacts, ShowEachChildWithItsOwnCaseAndConcern) {
  const auto rows = RowsOf(BrotherAndSister(), "2024-03-01");
  EXPECT_EQ(rows.subject_kind, CASELOAD_SUBJECT_FAMILY);
  EXPECT_NE(rows.subject, 0u);
  EXPECT_EQ(rows.case_id, 0u);
  ASSERT_EQ(rows.children.size(), 2u);
  ASSERT_EQ(rows.cases.size(), 2u);
  EXPECT_EQ(rows.cases[0].child, rows.children[0].id);
  EXPECT_EQ(rows.cases[1].child, rows.children[1].id);
  ASSERT_EQ(rows.concerns.size(), 2u);
  EXPECT_EQ(rows.concerns[1].case_id, rows.cases[1].id);
  // Nobody looked up whom the children are linked to.
  EXPECT_EQ(rows.given & CASELOAD_GROUP_RELATIONS, 0u);
}

TEST(FamilyFacts, ShowAVisitToSeveralChildrenOnce) {
  const auto rows = RowsOf(BrotherAndSister(), "2024-03-01");
  ASSERT_EQ(rows.events.size(), 1u);
  EXPECT_EQ(rows.events[0].case_id, rows.cases[0].id);
}

TEST(FamilyFacts, ShowNothingThatCameLater) {
  const auto rows = RowsOf(BrotherAndSister(), "2024-01-09");
  EXPECT_EQ(rows.children.size(), 2u);
  EXPECT_TRUE(rows.cases.empty());
  EXPECT_TRUE(rows.events.empty());
  EXPECT_TRUE(rows.concerns.empty());
}

}  // namespace
}  // namespace caseload::rules
