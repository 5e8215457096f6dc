// SPDX-License-Identifier: Apache-2.0
#include "rules/case_facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/subjects.h"

namespace caseload::rules {
namespace {

using ::testing::SizeIs;

SubjectFacts Facts(const Subject& subject, const char* as_of) {
  auto facts = FactsOf(subject, Day(as_of), SampleNumbers());
  EXPECT_TRUE(facts);
  return facts ? *std::move(facts) : SubjectFacts{};
}

TEST(CaseFacts, ShowsAllCasesOfTheChildByTheDayOfReferral) {
  const auto facts = Facts(SampleSubject(), "2024-03-01");
  const auto& cases = facts.rows.cases;
  ASSERT_THAT(cases, SizeIs(2));
  EXPECT_EQ(cases[0].referred, Day("2022-03-01").days);
  EXPECT_EQ(cases[0].closed, Day("2022-09-30").days);
  EXPECT_EQ(cases[0].closure_reason, 14 * 10 + 3);
  EXPECT_EQ(cases[1].closed, CASELOAD_DAY_NONE);
  EXPECT_EQ(cases[1].closure_reason, CASELOAD_CODE_NOT_RECORDED);
  EXPECT_EQ(facts.rows.case_id, cases[1].id);
  EXPECT_EQ(facts.rows.children[0].birth, Day("2015-02-28").days);
}

TEST(CaseFacts, LeavesOutWhatWasWithdrawnRetractedOrIsOnlyANote) {
  const auto facts = Facts(SampleSubject(), "2024-03-01");
  EXPECT_THAT(facts.rows.events, SizeIs(2));
  EXPECT_THAT(facts.rows.concerns, SizeIs(2));
  for (const auto& origin : facts.origins) {
    EXPECT_NE(origin.id, "withdrawn");
    EXPECT_NE(origin.id, "concern-3");
    EXPECT_NE(origin.id, "note");
  }
}

TEST(CaseFacts, NumbersConcernsByTheirBasisAndSaysWhomTheyAreAbout) {
  const auto facts = Facts(SampleSubject(), "2024-03-01");
  const auto& factor = facts.rows.concerns[1];
  EXPECT_EQ(factor.basis, CASELOAD_BASIS_FACTOR);
  EXPECT_EQ(factor.code, 17 * 10 + 2);
  EXPECT_EQ(factor.core_code, 17 * 10 + 2 + 1000);
  EXPECT_EQ(factor.flags, CASELOAD_CONCERN_ABOUT_ANOTHER);
  EXPECT_EQ(facts.rows.concerns[0].flags, 0);
}

TEST(CaseFacts, KnowsNothingOfTheDaysAfterTheDayAskedAbout) {
  auto subject = SampleSubject();
  subject.case_id = "case-then";
  const auto facts = Facts(subject, "2022-08-31");
  ASSERT_THAT(facts.rows.cases, SizeIs(1));
  EXPECT_EQ(facts.rows.cases[0].closed, CASELOAD_DAY_NONE);
  EXPECT_EQ(facts.rows.cases[0].closure_reason, CASELOAD_CODE_NOT_RECORDED);
  ASSERT_THAT(facts.rows.spans, SizeIs(1));
  EXPECT_EQ(facts.rows.spans[0].end, CASELOAD_DAY_NONE);
  EXPECT_EQ(facts.rows.concerns[0].end, CASELOAD_DAY_NONE);
  EXPECT_THAT(facts.rows.events, SizeIs(0));
}

TEST(CaseFacts, KeepsNotRecordedApartFromNo) {
  auto subject = SampleSubject();
  const auto flags_of_visit = [&] { return Facts(subject, "2024-03-01").rows.events[1].flags; };
  EXPECT_EQ(flags_of_visit(), CASELOAD_EVENT_NOT_SEEN);
  subject.entries[1].mutable_visit()->clear_child_seen();
  EXPECT_EQ(flags_of_visit(), 0);
  subject.entries[1].mutable_visit()->set_child_seen(true);
  subject.entries[1].mutable_visit()->set_seen_alone(false);
  EXPECT_EQ(flags_of_visit(), CASELOAD_EVENT_SEEN | CASELOAD_EVENT_NOT_SEEN_ALONE);
}

TEST(CaseFacts, SortsADayThatWasNotRecordedFirst) {
  auto subject = SampleSubject();
  subject.entries[1].clear_occurred_on();
  const auto facts = Facts(subject, "2024-03-01");
  EXPECT_EQ(facts.rows.events[0].kind, CASELOAD_EVENT_VISIT);
  EXPECT_EQ(facts.rows.events[0].day, CASELOAD_DAY_NOT_RECORDED);
}

TEST(CaseFacts, TellsAnUnbornChildFromOneWhoseBirthWasNotRecorded) {
  auto subject = SampleSubject();
  subject.child.clear_born_on();
  EXPECT_EQ(Facts(subject, "2024-03-01").rows.children[0].birth, CASELOAD_DAY_NOT_RECORDED);
  subject.child.set_expected_on("2024-06-01");
  const auto unborn = Facts(subject, "2024-03-01");
  EXPECT_EQ(unborn.rows.children[0].birth, CASELOAD_DAY_NONE);
  EXPECT_EQ(unborn.rows.children[0].expected_birth, Day("2024-06-01").days);
  EXPECT_EQ(Facts(subject, "2024-06-02").rows.children[0].birth, CASELOAD_DAY_NOT_RECORDED);
}

TEST(CaseFacts, GivesTheSameBytesWhateverTheOrderOfTheRecord) {
  auto subject = SampleSubject();
  const std::string before = PackFacts(Facts(subject, "2024-03-01").rows);
  std::reverse(subject.cases.begin(), subject.cases.end());
  std::reverse(subject.entries.begin(), subject.entries.end());
  EXPECT_EQ(PackFacts(Facts(subject, "2024-03-01").rows), before);
}

TEST(CaseFacts, HoldsNoTextOfTheRecord) {
  const std::string bytes = PackFacts(Facts(SampleSubject(), "2024-03-01").rows);
  for (const char* text : {"narrative", "case-now", "N1", "RC8", "parent"}) {
    EXPECT_EQ(bytes.find(text), std::string::npos) << text;
  }
}

TEST(CaseFacts, SaysWhichPlanAReviewBelongsToAndInWhichAssessmentAConcernWasFound) {
  auto subject = SampleSubject();
  auto& review = subject.entries.emplace_back();
  review.set_entry_id("review");
  review.add_case_ids("case-then");
  review.set_occurred_on("2022-08-01");
  review.mutable_review()->set_plan_entry_id("plan");
  subject.cases[0].mutable_concerns(0)->set_entry_id("plan");
  const auto facts = Facts(subject, "2024-03-01");
  ASSERT_THAT(facts.rows.spans, SizeIs(1));
  EXPECT_EQ(facts.rows.events[0].span_id, facts.rows.spans[0].id);
  EXPECT_EQ(facts.rows.events[1].span_id, 0u);
  EXPECT_EQ(facts.rows.concerns[1].span_id, facts.rows.spans[0].id);
}

// The last second of a day in Greenwich is, in summer, of the next day in England.
TEST(CaseFacts, SaysOnWhichDayInEnglandTheServerCameToKnow) {
  auto subject = SampleSubject();
  subject.cases[0].mutable_recorded_at()->set_seconds(20'000 * 86'400 + 86'399);
  const auto facts = Facts(subject, "2024-03-01");
  EXPECT_EQ(facts.rows.cases[1].recorded, 20'001);
  EXPECT_EQ(facts.rows.cases[0].recorded, CASELOAD_DAY_NOT_RECORDED);
}

TEST(CaseFacts, AreHandedOverAsFarAsTheyWereAskedFor) {
  const auto facts = Facts(SampleSubject(), "2024-03-01");
  const auto sent =
      UnpackFacts(PackFacts(facts.rows, CASELOAD_GROUP_CASES | CASELOAD_GROUP_RELATIONS));
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->given, static_cast<std::uint32_t>(CASELOAD_GROUP_CASES));
  EXPECT_THAT(sent->cases, SizeIs(2));
  EXPECT_THAT(sent->events, SizeIs(0));
  EXPECT_THAT(sent->children, SizeIs(0));
}

TEST(CaseFacts, FindsOnlyRowsOfTheKindThatIsNamed) {
  const auto facts = Facts(SampleSubject(), "2024-03-01");
  ASSERT_NE(facts.Find({CASELOAD_EVIDENCE_CHILD, 1}), nullptr);
  EXPECT_EQ(facts.Find({CASELOAD_EVIDENCE_CHILD, 1})->id, "child");
  ASSERT_NE(facts.Find({CASELOAD_EVIDENCE_CASE, 2}), nullptr);
  EXPECT_EQ(facts.Find({CASELOAD_EVIDENCE_CASE, 2})->id, "case-then");
  EXPECT_NE(facts.Find({CASELOAD_EVIDENCE_CASE_CLOSED, 2}), nullptr);
  EXPECT_EQ(facts.Find({CASELOAD_EVIDENCE_CASE_CLOSED, 3}), nullptr);  // it is open
  EXPECT_NE(facts.Find({CASELOAD_EVIDENCE_SPAN_ENDED, 4}), nullptr);
  EXPECT_EQ(facts.Find({CASELOAD_EVIDENCE_EVENT, 4}), nullptr);
  EXPECT_EQ(facts.Find({CASELOAD_EVIDENCE_CASE, 0}), nullptr);
  EXPECT_EQ(facts.Find({CASELOAD_EVIDENCE_CASE, 9}), nullptr);
  EXPECT_EQ(facts.Find({99, 1}), nullptr);
}

}  // namespace
}  // namespace caseload::rules
