// SPDX-License-Identifier: Apache-2.0
// What people do about findings, and what is counted of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/decided_world.h"

namespace caseload::app {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

struct AFindingInTheList : DecidedWorld {
  v1::Case again;
  v1::CaseFinding finding;
  void SetUp() override {
    world.BringIntoForce("recurrence");
    world.ACase(child.person_id(), "2023-01-10");
    again = world.ACase(child.person_id(), "2023-12-05");
    const auto findings = About(again);
    ASSERT_THAT(findings, SizeIs(1));
    finding = findings[0];
  }
  Result<v1::CaseFinding> Accept(const v1::CaseFinding& of) {
    return Answer<v1::AcceptFindingRequest, v1::AcceptFindingResponse>(of, &app::Findings::Accept);
  }
  Result<v1::CaseFinding> Override(const std::string& reason) {
    v1::OverrideFindingRequest request;
    request.set_reason_code(reason);
    return Answer<v1::OverrideFindingRequest, v1::OverrideFindingResponse>(
        finding, &app::Findings::Override, request);
  }
  Result<v1::CaseFinding> Snooze(const std::string& until_on) {
    v1::SnoozeFindingRequest request;
    request.set_until_on(until_on);
    return Answer<v1::SnoozeFindingRequest, v1::SnoozeFindingResponse>(
        finding, &app::Findings::Snooze, request);
  }
  // What is said of the case under this code; nothing is an empty one.
  v1::CaseFinding Said(const std::string& code) {
    const auto all = About(again, {v1::FINDING_STATE_OPEN, v1::FINDING_STATE_SNOOZED});
    for (const auto& one : all) {
      if (one.finding().code() == code) return one;
    }
    ADD_FAILURE() << "nobody says " << code;
    return {};
  }
  v1::Entry AnAssessment(const std::string& started_on) {
    v1::RecordEntryRequest request;
    request.mutable_entry()->add_case_ids(again.case_id());
    request.mutable_entry()->set_occurred_on(started_on);
    request.mutable_entry()->mutable_assessment();
    const auto recorded = fakes::DeskWorld::Wait<v1::RecordEntryResponse>([&](Done done) {
      world.backend->cases().RecordEntry(world.asking, request, std::move(done));
    });
    EXPECT_TRUE(recorded) << (recorded ? "" : recorded.error().message);
    return recorded ? recorded->entry() : v1::Entry();
  }
  void Correct(const v1::Entry& entry, const std::string& started_on) {
    v1::CorrectEntryRequest request;
    *request.mutable_entry() = entry;
    request.mutable_entry()->set_occurred_on(started_on);
    request.set_because("the day was wrong");
    const auto corrected = fakes::DeskWorld::Wait<v1::CorrectEntryResponse>([&](Done done) {
      world.backend->cases().CorrectEntry(world.asking, request, std::move(done));
    });
    ASSERT_TRUE(corrected) << corrected.error().message;
  }
  v1::GetRuleStatisticsResponse Statistics() {
    v1::GetRuleStatisticsRequest request;
    request.set_rule_id("caseload.recurrence");
    return *world.backend->findings().Statistics(request);
  }
};

TEST_F(AFindingInTheList, IsNotOpenOnceSomebodyActsOnIt) {
  const auto accepted = Accept(finding);
  ASSERT_TRUE(accepted) << accepted.error().message;
  EXPECT_EQ(accepted->state(), v1::FINDING_STATE_ACCEPTED);
  EXPECT_EQ(accepted->response().answered_by(), "worker/1");
  EXPECT_THAT(About(again), IsEmpty());
  EXPECT_THAT(About(again, {v1::FINDING_STATE_ACCEPTED}), SizeIs(1));
}

TEST_F(AFindingInTheList, IsNotAnsweredByWhoeverReadAnOlderVersion) {
  ASSERT_TRUE(Accept(finding));
  EXPECT_EQ(Accept(finding).error().reason, v1::ERROR_REASON_ETAG_STALE);
}

TEST_F(AFindingInTheList, IsOverriddenWithAReasonOfTheCodeSet) {
  EXPECT_EQ(Override("").error().reason, v1::ERROR_REASON_FIELDS_INVALID);
  EXPECT_EQ(Override("because").error().reason, v1::ERROR_REASON_FIELDS_INVALID);
  const auto overridden = Override("known_and_weighed");
  ASSERT_TRUE(overridden) << overridden.error().message;
  EXPECT_EQ(overridden->response().reason_code(), "known_and_weighed");
}

TEST_F(AFindingInTheList, IsBackOnTheDayItWasPutOffTo) {
  ASSERT_TRUE(Snooze("2024-06-10"));
  EXPECT_THAT(About(again), IsEmpty());
  world.clock.Set("2024-06-10T08:00:00Z");
  EXPECT_THAT(About(again), SizeIs(1));
}

// Somebody who follows the list is told of it, as of every change.
TEST_F(AFindingInTheList, IsRecordedAsBackOnTheDayItWasPutOffTo) {
  ASSERT_TRUE(Snooze("2024-06-10"));
  const auto before = world.Sequence();
  world.clock.Set("2024-06-09T08:00:00Z");
  CatchUp();
  EXPECT_EQ(world.Sequence(), before);
  world.clock.Set("2024-06-11T08:00:00Z");
  const auto back = About(again);
  ASSERT_THAT(back, SizeIs(1));
  EXPECT_EQ(back[0].finding_id(), finding.finding_id());
  EXPECT_EQ(back[0].response().over_on(), "2024-06-11");
  EXPECT_EQ(back[0].recorded_by(), "caseloadd");
}

// The same row was corrected: it is the same finding, on other evidence.
TEST_F(AFindingInTheList, IsBackWhenItsEvidenceChanges) {
  world.BringIntoForce("timescale-clocks");
  const auto assessment = AnAssessment("2024-02-01");
  finding = Said("ASSESSMENT_UNKNOWN");
  ASSERT_TRUE(Snooze(""));
  EXPECT_EQ(Said("ASSESSMENT_UNKNOWN").state(), v1::FINDING_STATE_SNOOZED);
  Correct(assessment, "2024-02-05");
  const auto back = Said("ASSESSMENT_UNKNOWN");
  EXPECT_EQ(back.finding_id(), finding.finding_id());
  EXPECT_EQ(back.state(), v1::FINDING_STATE_OPEN);
  EXPECT_EQ(back.response().over_on(), "2024-06-03");
}

TEST_F(AFindingInTheList, IsCountedByTheTimeToItsFirstAnswer) {
  world.clock.Set("2024-06-03T10:00:00Z");
  const auto snoozed = Snooze("2024-06-10");
  ASSERT_TRUE(snoozed);
  world.clock.Set("2024-06-09T10:00:00Z");
  ASSERT_TRUE(Accept(*snoozed));
  EXPECT_EQ(Statistics().all().median_seconds_to_answer(), 3600U);
}

TEST_F(AFindingInTheList, IsCountedWithWhatBecameOfIt) {
  world.clock.Set("2024-06-03T11:00:00Z");
  ASSERT_TRUE(Override("record_wrong"));
  const auto statistics = Statistics();
  // Of the first referral the rule says that nobody knows what was before.
  EXPECT_EQ(statistics.all().said(), 2U);
  EXPECT_EQ(statistics.all().cases(), 2U);
  EXPECT_EQ(statistics.all().overridden(), 1U);
  EXPECT_EQ(statistics.all().median_seconds_to_answer(), 7200U);
  ASSERT_THAT(statistics.by_code(), SizeIs(2));
  EXPECT_EQ(statistics.by_code(0).code(), "RE_REFERRAL");
  ASSERT_THAT(statistics.overrides(), SizeIs(1));
  EXPECT_EQ(statistics.overrides(0).reason_code(), "record_wrong");
}

TEST_F(AFindingInTheList, IsNamedByCaseWorkerOrTeamAndByNothingElse) {
  EXPECT_EQ(world.backend->findings().List({}).error().reason, v1::ERROR_REASON_FIELDS_INVALID);
}

TEST_F(AFindingInTheList, IsInTheHistoryOfItsCase) {
  ASSERT_TRUE(Accept(finding));
  v1::ListCaseHistoryRequest request;
  request.set_case_id(again.case_id());
  const auto history = world.backend->cases().History(request);
  const auto& last = *history->changes().rbegin();
  EXPECT_EQ(last.record_kind(), "finding");
  EXPECT_EQ(last.action(), "findings.accept");
}

}  // namespace
}  // namespace caseload::app
