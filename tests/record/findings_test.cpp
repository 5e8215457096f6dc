// SPDX-License-Identifier: Apache-2.0
// What becomes of the findings about a case when its rules are asked again.
#include "record/findings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace caseload::record {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const Date kMonday = *ParseDate("2024-06-03");
const Date kTuesday = *ParseDate("2024-06-04");

v1::Finding AFinding(const std::string& code, const std::string& entry_id, std::int64_t measure) {
  v1::Finding finding;
  finding.set_rule_id("example.visits");
  finding.set_code(code);
  finding.set_kind(v1::FINDING_KIND_BREACH);
  finding.set_measure(measure);
  auto& evidence = *finding.add_evidence();
  evidence.set_kind("entry");
  evidence.set_id(entry_id);
  return finding;
}

v1::RuleAnswer Answer(const std::vector<v1::Finding>& findings) {
  v1::RuleAnswer answer;
  answer.set_rule_id("example.visits");
  for (const auto& finding : findings) *answer.add_findings() = finding;
  return answer;
}

v1::RuleAnswer Failure() {
  v1::RuleAnswer answer;
  answer.set_rule_id("example.visits");
  answer.set_failed_because("it crashed");
  return answer;
}

struct FindingsAboutACase : testing::Test {
  v1::CaseFinding about;
  FindingsAboutACase() { about.set_worker_id("holder"); }

  Superseding Next(const std::vector<v1::CaseFinding>& standing, const v1::RuleAnswer& answer,
                   Date as_of = kTuesday) {
    return Supersede(standing, {&answer, 1}, about, as_of);
  }
  // One that was said on Monday and has a place in the record.
  v1::CaseFinding Standing(const v1::Finding& finding) {
    auto begun = Next({}, Answer({finding}), kMonday).begun;
    begun.front().set_finding_id("kept-" + finding.code());
    return begun.front();
  }
};

TEST_F(FindingsAboutACase, BeginOnTheDayTheyAreFirstSaid) {
  const auto next = Next({}, Answer({AFinding("LATE", "a", 12)}), kMonday);
  ASSERT_THAT(next.begun, SizeIs(1));
  EXPECT_EQ(next.begun[0].first_on(), "2024-06-03");
  EXPECT_EQ(next.begun[0].worker_id(), "holder");
}

TEST_F(FindingsAboutACase, StayTheSameInOtherWordsOnTheSameEvidence) {
  const auto next =
      Next({Standing(AFinding("LATE", "a", 12))}, Answer({AFinding("LATE", "a", 13)}));
  ASSERT_THAT(next.changed, SizeIs(1));
  EXPECT_EQ(next.changed[0].finding_id(), "kept-LATE");
  EXPECT_EQ(next.changed[0].finding().measure(), 13);
  EXPECT_EQ(next.changed[0].first_on(), "2024-06-03");
  EXPECT_THAT(next.begun, IsEmpty());
  EXPECT_THAT(next.ended, IsEmpty());
}

TEST_F(FindingsAboutACase, EndWhenTheirEvidenceChangesAndAnotherBegins) {
  const auto next =
      Next({Standing(AFinding("LATE", "a", 12))}, Answer({AFinding("LATE", "b", 12)}));
  ASSERT_THAT(next.ended, SizeIs(1));
  EXPECT_EQ(next.ended[0].ended_on(), "2024-06-04");
  ASSERT_THAT(next.begun, SizeIs(1));
}

TEST_F(FindingsAboutACase, KeepWhatAPersonDidAboutThem) {
  v1::FindingResponse response;
  response.set_state(v1::FINDING_STATE_SNOOZED);
  const auto snoozed = *Answered(Standing(AFinding("LATE", "a", 12)), response, kMonday);
  const auto next = Next({snoozed}, Answer({AFinding("LATE", "a", 13)}));
  ASSERT_THAT(next.changed, SizeIs(1));
  EXPECT_EQ(StateOn(next.changed[0], kTuesday), v1::FINDING_STATE_SNOOZED);
}

TEST_F(FindingsAboutACase, StandWhileTheirRuleFailsAndTheFailureIsAFindingToo) {
  const auto next = Next({Standing(AFinding("LATE", "a", 12))}, Failure());
  EXPECT_THAT(next.unchanged, ElementsAre("kept-LATE"));
  EXPECT_THAT(next.ended, IsEmpty());
  ASSERT_THAT(next.begun, SizeIs(1));
  EXPECT_EQ(next.begun[0].failed_because(), "it crashed");
}

TEST_F(FindingsAboutACase, StandWhileTheirRuleIsStoppedAndNobodyAsksIt) {
  v1::RuleAnswer stopped;
  stopped.set_rule_id("example.visits");
  stopped.set_not_asked_because("it is in quarantine");
  const auto next = Next({Standing(AFinding("LATE", "a", 12))}, stopped);
  EXPECT_THAT(next.unchanged, ElementsAre("kept-LATE"));
  EXPECT_THAT(next.ended, IsEmpty());
  EXPECT_THAT(next.begun, IsEmpty());
}

TEST_F(FindingsAboutACase, GoWithTheCaseThoughTheirRuleIsSilent) {
  const auto standing = Standing(AFinding("LATE", "a", 12));
  about.set_worker_id("the next");
  const auto next = Next({standing}, Failure());
  ASSERT_THAT(next.changed, SizeIs(1));
  EXPECT_EQ(next.changed[0].worker_id(), "the next");
  EXPECT_EQ(next.changed[0].finding().measure(), 12);
}

TEST_F(FindingsAboutACase, AreNoLongerAFailureOnceTheRuleAnswers) {
  auto failure = Next({}, Failure(), kMonday).begun.front();
  failure.set_finding_id("failure");
  const auto next = Next({failure}, Answer({}));
  ASSERT_THAT(next.ended, SizeIs(1));
  EXPECT_EQ(next.ended[0].finding_id(), "failure");
}

TEST_F(FindingsAboutACase, AreTwoWhenTheRuleSaysTheSameTwice) {
  const auto twice = Answer({AFinding("LATE", "a", 12), AFinding("LATE", "a", 99)});
  EXPECT_THAT(Next({}, twice).begun, SizeIs(2));
}

TEST_F(FindingsAboutACase, GoWithTheCaseToWhoeverHoldsIt) {
  const auto standing = Standing(AFinding("LATE", "a", 12));
  about.set_worker_id("the next");
  const auto next = Next({standing}, Answer({AFinding("LATE", "a", 12)}));
  ASSERT_THAT(next.changed, SizeIs(1));
  EXPECT_EQ(next.changed[0].worker_id(), "the next");
}

TEST_F(FindingsAboutACase, AreNotTouchedWhenNothingIsNew) {
  const auto next =
      Next({Standing(AFinding("LATE", "a", 12))}, Answer({AFinding("LATE", "a", 12)}));
  EXPECT_THAT(next.unchanged, ElementsAre("kept-LATE"));
  EXPECT_THAT(next.changed, IsEmpty());
}

struct AnAnsweredFinding : FindingsAboutACase {
  v1::CaseFinding finding = Standing(AFinding("LATE", "a", 12));
  v1::FindingResponse response;
};

TEST_F(AnAnsweredFinding, IsOpenAgainOnTheDayItWasPutOffTo) {
  response.set_state(v1::FINDING_STATE_SNOOZED);
  response.set_until_on("2024-06-05");
  const auto snoozed = *Answered(finding, response, kMonday);
  EXPECT_EQ(StateOn(snoozed, kTuesday), v1::FINDING_STATE_SNOOZED);
  EXPECT_EQ(StateOn(snoozed, kTuesday + 1), v1::FINDING_STATE_OPEN);
}

TEST_F(AnAnsweredFinding, IsNotPutOffToADayThatHasCome) {
  response.set_state(v1::FINDING_STATE_SNOOZED);
  response.set_until_on("2024-06-03");
  const auto refused = Answered(finding, response, kMonday);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, v1::ERROR_REASON_FIELDS_INVALID);
}

TEST_F(AnAnsweredFinding, NeedsAReasonToBeOverridden) {
  response.set_state(v1::FINDING_STATE_OVERRIDDEN);
  EXPECT_FALSE(Answered(finding, response, kMonday));
  response.set_reason_code("judgement");
  EXPECT_TRUE(Answered(finding, response, kMonday));
}

TEST_F(AnAnsweredFinding, CannotBeAnsweredOnceItIsSaidNoMore) {
  finding.set_ended_on("2024-06-04");
  response.set_state(v1::FINDING_STATE_ACCEPTED);
  const auto refused = Answered(finding, response, kTuesday);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, v1::ERROR_REASON_FINDING_ENDED);
}

// It has no evidence that could change.
TEST(AnAnswer, PutsAFailureOffNoFurtherThanToADay) {
  v1::CaseFinding failure;
  failure.set_failed_because("it crashed");
  v1::FindingResponse snooze;
  snooze.set_state(v1::FINDING_STATE_SNOOZED);
  const Date today = *ParseDate("2024-06-03");
  const auto refused = Answered(failure, snooze, today);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, v1::ERROR_REASON_FIELDS_INVALID);
  snooze.set_until_on("2024-06-10");
  EXPECT_TRUE(Answered(failure, snooze, today));
}

}  // namespace
}  // namespace caseload::record
