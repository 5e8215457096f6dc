// SPDX-License-Identifier: Apache-2.0
#include "rules/relations.h"

#include <gtest/gtest.h>

#include "rules/case_facts.h"
#include "rules/subjects.h"

namespace caseload::rules {
namespace {

v1::Relationship Link(const char* id, const char* person, const char* kind, const char* to) {
  v1::Relationship link;
  link.set_relationship_id(id);
  link.set_person_id(person);
  link.set_kind(kind);
  link.set_related_person_id(to);
  return link;
}

// A sister with a case, a plan that ended, and a withdrawn enquiry.
LinkedPerson Sister() {
  LinkedPerson sister;
  sister.person.set_person_id("sister");
  auto& of = sister.cases.emplace_back();
  of.set_case_id("her-case");
  of.set_referred_on("2023-01-10");
  auto& plan = sister.entries.emplace_back();
  plan.set_entry_id("her-plan");
  plan.set_occurred_on("2023-03-01");
  plan.set_ended_on("2024-01-15");
  plan.mutable_protection_plan();
  auto& enquiry = sister.entries.emplace_back();
  enquiry.set_entry_id("her-enquiry");
  enquiry.set_occurred_on("2023-02-01");
  enquiry.mutable_section47_enquiry();
  enquiry.set_withdrawn_because("the wrong child");
  return sister;
}

SubjectFacts FactsWith(Links links, const char* as_of) {
  auto subject = SampleSubject();
  subject.links = std::move(links);
  return *FactsOf(subject, Day(as_of), SampleNumbers());
}

std::vector<caseload_relation_row> Saying(const SubjectFacts& facts, std::uint16_t fact) {
  std::vector<caseload_relation_row> rows;
  for (const auto& row : facts.rows.relations) {
    if (row.fact == fact) rows.push_back(row);
  }
  return rows;
}

TEST(Relations, AreNotGivenWhenNobodyLookedThemUp) {
  auto subject = SampleSubject();
  EXPECT_EQ(FactsOf(subject, Day("2024-03-01"), {})->rows.given & CASELOAD_GROUP_RELATIONS, 0u);
  subject.links = Links{};
  const auto facts = FactsOf(subject, Day("2024-03-01"), {});
  EXPECT_NE(facts->rows.given & CASELOAD_GROUP_RELATIONS, 0u);
  EXPECT_TRUE(facts->rows.relations.empty());
}

TEST(Relations, TellWhatTheOtherIsToTheChildWhicheverWayItWasWrittenDown) {
  Links links;
  links.relationships = {Link("a", "mum", "mother", "child"),
                         Link("b", "child", "sibling", "sister"),
                         Link("c", "child", "mother", "her-baby")};
  const auto facts = FactsWith(links, "2024-03-01");
  const auto rows = Saying(facts, CASELOAD_RELATION_IS_LINKED);
  ASSERT_EQ(rows.size(), 3u);
  std::map<std::string, std::uint16_t> kinds;
  for (const auto& row : rows) kinds[facts.origins[row.id - 1].id] = row.kind;
  EXPECT_EQ(kinds["a"], CASELOAD_RELATION_PARENT);
  EXPECT_EQ(kinds["b"], CASELOAD_RELATION_SIBLING);
  EXPECT_EQ(kinds["c"], CASELOAD_RELATION_OTHER);
}

TEST(Relations, TellOfASisterHerCaseAndHerPlanAndNothingThatWasWithdrawn) {
  Links links;
  links.relationships = {Link("a", "sister", "sibling", "child")};
  links.people = {Sister()};
  const auto facts = FactsWith(links, "2024-03-01");
  const auto plans = Saying(facts, CASELOAD_RELATION_PROTECTION_PLAN);
  ASSERT_EQ(plans.size(), 1u);
  EXPECT_EQ(plans[0].since, Day("2023-03-01").days);
  EXPECT_EQ(plans[0].until, Day("2024-01-15").days);
  EXPECT_EQ(plans[0].kind, CASELOAD_RELATION_SIBLING);
  EXPECT_EQ(facts.origins[plans[0].id - 1].id, "her-plan");
  EXPECT_EQ(Saying(facts, CASELOAD_RELATION_CASE).size(), 1u);
  EXPECT_TRUE(Saying(facts, CASELOAD_RELATION_SECTION47).empty());
}

TEST(Relations, KnowNothingOfTheDaysAfterTheDayAskedAbout) {
  Links links;
  links.relationships = {Link("a", "sister", "sibling", "child")};
  links.people = {Sister()};
  links.people[0].person.set_died_on("2024-02-01");
  const auto facts = FactsWith(links, "2024-01-14");
  const auto plans = Saying(facts, CASELOAD_RELATION_PROTECTION_PLAN);
  ASSERT_EQ(plans.size(), 1u);
  EXPECT_EQ(plans[0].until, CASELOAD_DAY_NONE);
  EXPECT_TRUE(Saying(facts, CASELOAD_RELATION_DIED).empty());
}

TEST(Relations, ShareAFamilyOnlyOnTheDaysOnWhichBothBelongedToIt) {
  v1::Family family;
  family.set_family_id("family");
  auto& child = *family.add_members();
  child.set_person_id("child");
  child.set_from_on("2022-05-01");
  auto& cousin = *family.add_members();
  cousin.set_person_id("cousin");
  cousin.set_from_on("2021-01-01");
  cousin.set_until_on("2023-01-01");
  auto& before = *family.add_members();
  before.set_person_id("lodger");
  before.set_until_on("2022-01-01");
  Links links;
  links.families = {family};
  const auto rows = Saying(FactsWith(links, "2024-03-01"), CASELOAD_RELATION_IS_LINKED);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].kind, CASELOAD_RELATION_SAME_HOUSEHOLD);
  EXPECT_EQ(rows[0].start, Day("2022-05-01").days);
  EXPECT_EQ(rows[0].end, Day("2023-01-01").days);
}

TEST(Relations, CountTheOtherFamiliesOfSomebodyWhoWasLookedUp) {
  Links links;
  links.relationships = {Link("a", "dad", "father", "child"), Link("b", "gran", "carer", "child")};
  auto& dad = links.people.emplace_back();
  dad.person.set_person_id("dad");
  auto& other = dad.families.emplace_back();
  other.set_family_id("other");
  other.add_members()->set_person_id("dad");
  const auto facts = FactsWith(links, "2024-03-01");
  for (const auto& row : Saying(facts, CASELOAD_RELATION_IS_LINKED)) {
    const bool is_dad = facts.origins[row.id - 1].id == "a";
    EXPECT_EQ(row.value, is_dad ? 1 : CASELOAD_VALUE_NOT_RECORDED);
  }
}

}  // namespace
}  // namespace caseload::rules
