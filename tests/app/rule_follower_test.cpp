// SPDX-License-Identifier: Apache-2.0
// The rules follow the record: what they say stands beside a case by itself, for as long as it is
// said.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/decided_world.h"

namespace caseload::app {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::IsEmpty;
using ::testing::Property;
using ::testing::SizeIs;

struct RulesFollow : DecidedWorld {
  v1::Case ReReferred() {
    world.ACase(child.person_id(), "2023-01-10");
    return world.ACase(child.person_id(), "2023-12-05");
  }
  v1::Entry AVisit(const v1::Case& record, const std::string& day) {
    v1::RecordEntryRequest request;
    request.mutable_entry()->add_case_ids(record.case_id());
    request.mutable_entry()->set_occurred_on(day);
    request.mutable_entry()->mutable_visit()->set_child_seen(true);
    return fakes::DeskWorld::Wait<v1::RecordEntryResponse>([&](Done done) {
             world.backend->cases().RecordEntry(world.asking, request, std::move(done));
           })
        ->entry();
  }
  v1::RuleVersion InForce(const std::string& rule) {
    const auto validated = world.Validate(*world.Upload(rules::PackageOfTheRelease(rule)));
    return *world.Activate(*validated);
  }
};

TEST_F(RulesFollow, WhatIsRecorded) {
  world.BringIntoForce("recurrence");
  const auto again = ReReferred();
  const auto findings = About(again);
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].finding().code(), "RE_REFERRAL");
  EXPECT_EQ(findings[0].state(), v1::FINDING_STATE_OPEN);
  EXPECT_EQ(findings[0].first_on(), "2024-06-03");
  EXPECT_EQ(findings[0].recorded_by(), "caseloadd");
  const auto decision = Decision(again);
  EXPECT_EQ(decision.trigger(), v1::DECISION_TRIGGER_RECORD_CHANGED);
  EXPECT_THAT(decision.facts_digest(), SizeIs(64));
  EXPECT_EQ(decision.rule_set_digest(), world.backend->rule_life().GetSet({})->rule_set().digest());
}

TEST_F(RulesFollow, TheRulesThatComeIntoForceWithAllOpenCases) {
  const auto again = ReReferred();
  EXPECT_THAT(About(again), IsEmpty());
  world.BringIntoForce("recurrence");
  EXPECT_THAT(About(again), SizeIs(1));
  EXPECT_EQ(Decision(again).trigger(), v1::DECISION_TRIGGER_RULES_CHANGED);
}

TEST_F(RulesFollow, ARuleOutOfForceAndItsFindingsEnd) {
  const auto version = InForce("recurrence");
  const auto again = ReReferred();
  ASSERT_THAT(About(again), SizeIs(1));
  ASSERT_TRUE(world.Retire(version));
  EXPECT_THAT(About(again), IsEmpty());
  const auto ended = About(again, {v1::FINDING_STATE_ENDED});
  ASSERT_THAT(ended, SizeIs(1));
  EXPECT_EQ(ended[0].ended_on(), "2024-06-03");
}

TEST_F(RulesFollow, ButWhatAStoppedRuleSaidBeforeStands) {
  const auto version = InForce("recurrence");
  const auto again = ReReferred();
  const auto before = About(again);
  ASSERT_THAT(before, SizeIs(1));
  ASSERT_TRUE(world.Quarantine(version));
  const auto after = About(again);
  ASSERT_THAT(after, SizeIs(1));
  EXPECT_EQ(after[0].finding_id(), before[0].finding_id());
  v1::ListFindingsRequest request;
  request.set_case_id(again.case_id());
  const auto page = world.backend->findings().List(request);
  ASSERT_THAT(page->rules_not_asked(), SizeIs(1));
  EXPECT_EQ(page->rules_not_asked(0).rule_id(), "caseload.recurrence");
}

// An empty list is no answer while nobody has been asked yet.
TEST_F(RulesFollow, AndTheListSaysThatTheyAreStillAskingOfAll) {
  v1::ListFindingsRequest request;
  request.set_case_id(ReReferred().case_id());
  const auto asking_all = [&] { return world.backend->findings().List(request)->asking_all(); };
  EXPECT_FALSE(asking_all());
  InForce("recurrence");
  EXPECT_TRUE(asking_all());
  CatchUp();
  EXPECT_FALSE(asking_all());
}

TEST_F(RulesFollow, TheDayThatARuleNamed) {
  office.IsTrusted();
  world.BringIntoForce("timescale-clocks");
  const auto record = world.ACase(child.person_id(), "2024-05-31");
  const auto before = Decision(record);
  ASSERT_FALSE(before.look_again_on().empty());
  EXPECT_GT(before.look_again_on(), "2024-06-03");
  world.clock.Set(before.look_again_on() + "T09:00:00Z");
  const auto after = Decision(record);
  EXPECT_EQ(after.as_of_on(), before.look_again_on());
  EXPECT_EQ(after.trigger(), v1::DECISION_TRIGGER_DAY_CAME);
}

TEST_F(RulesFollow, NobodyOnADayThatNoRuleNamed) {
  world.BringIntoForce("recurrence");
  const auto again = ReReferred();
  const auto before = Decision(again);
  ASSERT_TRUE(before.look_again_on().empty() || before.look_again_on() > "2024-06-04");
  world.clock.Set("2024-06-04T09:00:00Z");
  EXPECT_EQ(Decision(again).etag(), before.etag());
}

TEST_F(RulesFollow, TheCaseToWhoeverHoldsIt) {
  world.BringIntoForce("recurrence");
  const auto again = ReReferred();
  const auto one = AWorker();
  const auto other = AWorker();
  const auto allocation = Allocate(again, one);
  EXPECT_THAT(OfWorker(one.worker_id()), SizeIs(1));
  End(allocation);
  Allocate(again, other);
  EXPECT_THAT(OfWorker(one.worker_id()), IsEmpty());
  EXPECT_THAT(OfWorker(other.worker_id()), SizeIs(1));
}

TEST_F(RulesFollow, AndOneThatFailsIsSeenToHaveFailed) {
  office.IsTrusted();
  ASSERT_TRUE(world.Activate(office.Validated("poison")));
  const auto poisonous = world.ACase(child.person_id(), "2020-03-05");
  const auto other = world.AChild("Samplename");
  const auto harmless = world.ACase(other.person_id(), "2021-03-05");
  const auto failed = About(poisonous);
  ASSERT_THAT(failed, SizeIs(1));
  EXPECT_EQ(failed[0].finding().rule_id(), "test.poison");
  EXPECT_FALSE(failed[0].failed_because().empty());
  const auto findings = About(harmless);
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].finding().code(), "SEEN");
}

TEST_F(RulesFollow, ACaseOfADayToComeOnceThatDayHasCome) {
  world.BringIntoForce("recurrence");
  world.ACase(child.person_id(), "2024-03-10");
  const auto coming = world.ACase(child.person_id(), "2024-06-05");
  EXPECT_THAT(About(coming), IsEmpty());
  EXPECT_EQ(Decision(coming).look_again_on(), "2024-06-05");
  world.clock.Set("2024-06-05T09:00:00Z");
  EXPECT_THAT(About(coming), SizeIs(1));
}

TEST_F(RulesFollow, AndAReplayOfAFailureIsNotHeldAgainstTheRule) {
  office.IsTrusted();
  ASSERT_TRUE(world.Activate(office.Validated("poison")));
  const auto poisonous = world.ACase(child.person_id(), "2020-03-05");
  const auto decision = Decision(poisonous);
  for (int time = 0; time < 4; ++time) {
    const auto replayed = Replayed(decision);
    ASSERT_TRUE(replayed) << replayed.error().message;
    EXPECT_EQ(replayed->verdict(), v1::REPLAY_VERDICT_SAME);
  }
  ASSERT_THAT(world.backend->rules().List({})->rules(), SizeIs(1));
  EXPECT_EQ(world.backend->rules().List({})->rules(0).state(), v1::RULE_STATE_ACTIVE);
}

TEST_F(RulesFollow, AndEveryVersionOfADecisionReplays) {
  world.BringIntoForce("recurrence");
  world.BringIntoForce("timescale-clocks");
  const auto again = ReReferred();
  CatchUp();
  world.clock.Set("2024-06-20T09:00:00Z");
  CatchUp();
  world.ACase(child.person_id(), "2024-06-18");
  CatchUp();
  HoldReplayed(4);
}

// The index leads nowhere any more; the history of the case does.
TEST_F(RulesFollow, AndADecisionReplaysThoughAnEntryWasMovedToAnotherCaseSince) {
  world.BringIntoForce("visits-seen");
  const auto first = world.ACase(child.person_id(), "2023-01-10");
  const auto other = world.ACase(world.AChild("Samplename").person_id(), "2023-02-10");
  const auto visit = AVisit(first, "2024-05-20");
  const auto decision = Decision(first);
  v1::CorrectEntryRequest correct;
  *correct.mutable_entry() = visit;
  correct.mutable_entry()->clear_case_ids();
  correct.mutable_entry()->add_case_ids(other.case_id());
  correct.set_because("it was another family's visit");
  const auto corrected = fakes::DeskWorld::Wait<v1::CorrectEntryResponse>([&](Done done) {
    world.backend->cases().CorrectEntry(world.asking, correct, std::move(done));
  });
  ASSERT_TRUE(corrected) << corrected.error().message;
  EXPECT_NE(Decision(first).facts_digest(), decision.facts_digest());
  const auto replayed = Replayed(decision);
  ASSERT_TRUE(replayed) << replayed.error().message;
  EXPECT_EQ(replayed->verdict(), v1::REPLAY_VERDICT_SAME);
}

TEST_F(RulesFollow, AndADecisionReplaysAfterItsRuleWentOutOfForce) {
  const auto version = InForce("recurrence");
  const auto again = ReReferred();
  const auto decision = Decision(again);
  ASSERT_TRUE(world.Retire(version));
  CatchUp();
  const auto replayed = Replayed(decision);
  ASSERT_TRUE(replayed) << replayed.error().message;
  EXPECT_EQ(replayed->verdict(), v1::REPLAY_VERDICT_SAME);
  EXPECT_THAT(replayed->answers(), SizeIs(1));
}

TEST_F(RulesFollow, AndAListSaysHowFarItHasFollowed) {
  world.BringIntoForce("recurrence");
  v1::ListFindingsRequest request;
  const auto again = ReReferred();
  request.set_case_id(again.case_id());
  request.set_at_least_sequence(world.Sequence());
  const auto early = world.backend->findings().List(request);
  ASSERT_FALSE(early);
  EXPECT_EQ(early.error().reason, v1::ERROR_REASON_SEQUENCE_NOT_REACHED);
  CatchUp();
  EXPECT_TRUE(world.backend->findings().List(request));
}

struct InShadow : RulesFollow {
  v1::RuleVersion Shadowed(const std::string& rule) {
    const auto version = world.Validate(*world.Upload(rules::PackageOfTheRelease(rule)));
    const auto moved = world.Step<v1::ShadowRuleRequest, v1::ShadowRuleResponse>(
        *version, world.backend->rule_life(), &RuleLife::Shadow);
    EXPECT_TRUE(moved) << (moved ? "" : moved.error().message);
    return moved ? *moved : v1::RuleVersion();
  }
  v1::GetShadowReportResponse Report(const std::string& rule_id) {
    CatchUp();
    v1::GetShadowReportRequest request;
    request.set_rule_id(rule_id);
    const auto report = world.backend->findings().ShadowReport(request);
    EXPECT_TRUE(report) << (report ? "" : report.error().message);
    return report ? *report : v1::GetShadowReportResponse();
  }
};

TEST_F(InShadow, ARuleIsAskedAndNobodyIsShownWhatItSays) {
  EXPECT_EQ(Shadowed("recurrence").stage(), v1::RULE_STAGE_SHADOW);
  const auto again = ReReferred();
  EXPECT_THAT(About(again), IsEmpty());
  v1::EvaluateCaseRequest evaluate;
  evaluate.set_case_id(again.case_id());
  EXPECT_THAT(world.backend->rules().Evaluate(evaluate)->findings(), IsEmpty());
  v1::ListCaseHistoryRequest history;
  history.set_case_id(again.case_id());
  const auto changes = world.backend->cases().History(history);
  EXPECT_THAT(changes->changes(), Each(Property(&v1::Change::record_kind, testing::Ne("finding"))));
  const auto report = Report("caseload.recurrence");
  EXPECT_EQ(report.cases(), 2U);
  // Of the first referral it says that nobody knows what was before.
  EXPECT_EQ(report.all().only_in_shadow(), 2U);
  EXPECT_EQ(report.all().only_in_force(), 0U);
  EXPECT_THAT(report.differing_case_ids(), Contains(again.case_id()));
  ASSERT_THAT(report.by_code(), SizeIs(2));
  EXPECT_EQ(report.by_code(0).of(), "RE_REFERRAL");
  EXPECT_EQ(report.by_code(0).only_in_shadow(), 1U);
  ASSERT_THAT(report.by_concern(), SizeIs(1));
  EXPECT_EQ(report.by_concern(0).of(), "N1");
}

TEST_F(InShadow, NobodyIsGivenAFindingByItsId) {
  Shadowed("recurrence");
  ReReferred();
  CatchUp();
  std::vector<std::string> ids;
  ASSERT_TRUE(EachFindingOfRule(
      world.backend->desk(), "caseload.recurrence", true,
      [&](const v1::CaseFinding& finding) { ids.push_back(finding.finding_id()); }));
  ASSERT_THAT(ids, SizeIs(2));
  v1::GetFindingRequest request;
  request.set_finding_id(ids[0]);
  EXPECT_EQ(world.backend->findings().Get(request).error().reason, v1::ERROR_REASON_NOT_FOUND);
}

TEST_F(InShadow, TheReportTellsItsLoadForWorkers) {
  ReReferred();
  Shadowed("recurrence");
  CatchUp();
  world.clock.Set("2024-06-10T09:00:00Z");
  const auto worker = AWorker();
  const auto other = world.AChild("Samplename");
  world.ACase(other.person_id(), "2023-01-10");
  Allocate(world.ACase(other.person_id(), "2023-12-05"), worker);
  const auto report = Report("caseload.recurrence");
  EXPECT_EQ(report.workers_with_new_findings(), 1U);
  EXPECT_DOUBLE_EQ(report.new_findings_a_worker_a_week(), 1.0);
  // What it had to say of years that had passed is no load.
  EXPECT_EQ(report.new_findings_at_first(), 2U);
}

TEST_F(InShadow, ComingIntoForceShowsWhatWasSaidInTheDark) {
  const auto shadowed = Shadowed("recurrence");
  const auto again = ReReferred();
  CatchUp();
  ASSERT_TRUE(world.Activate(shadowed));
  EXPECT_THAT(About(again), SizeIs(1));
  v1::GetShadowReportRequest request;
  request.set_rule_id("caseload.recurrence");
  EXPECT_EQ(world.backend->findings().ShadowReport(request).error().reason,
            v1::ERROR_REASON_RULE_UNAVAILABLE);
}

TEST_F(InShadow, ARuleThatIsNotValidatedOrIsInForceIsNot) {
  const auto uploaded = *world.Upload(rules::PackageOfTheRelease("recurrence"));
  const auto shadow = [&](const v1::RuleVersion& version) {
    return world
        .Step<v1::ShadowRuleRequest, v1::ShadowRuleResponse>(version, world.backend->rule_life(),
                                                             &RuleLife::Shadow)
        .error()
        .reason;
  };
  EXPECT_EQ(shadow(uploaded), v1::ERROR_REASON_RULE_STAGE);
  EXPECT_EQ(shadow(*world.Activate(*world.Validate(uploaded))), v1::ERROR_REASON_RULE_STAGE);
}

}  // namespace
}  // namespace caseload::app
