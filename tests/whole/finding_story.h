// SPDX-License-Identifier: Apache-2.0
// The chapters of the story that are about findings; a rule is in force that has one to say.
#pragma once

#include <string>

#include "caseload/v1/finding_service.grpc.pb.h"
#include "rules/release_packages.h"
#include "whole/caller.h"

namespace caseload::whole {

// Waits until the rules have followed: the stream begins before what it is to tell.
inline v1::CaseFinding FirstFinding(Caller& caller, const std::string& case_id) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
  v1::WatchFindingsRequest watch;
  watch.set_case_id(case_id);
  auto watched = caller.findings->WatchFindings(&context, watch);
  v1::WatchFindingsResponse message;
  while (watched->Read(&message)) {
    if (message.findings().empty()) continue;
    context.TryCancel();
    return message.findings(0);
  }
  ADD_FAILURE() << "no rule said anything: " << watched->Finish().error_message();
  return {};
}

// Each version of the finding, as it was told.
inline int VersionsWatched(Caller& caller, const v1::CaseFinding& finding) {
  grpc::ClientContext context;
  v1::WatchFindingsRequest watch;
  watch.set_case_id(finding.case_id());
  watch.set_until_caught_up(true);
  auto watched = caller.findings->WatchFindings(&context, watch);
  v1::WatchFindingsResponse message;
  int versions = 0;
  while (watched->Read(&message)) {
    for (const auto& one : message.findings())
      versions += one.finding_id() == finding.finding_id() ? 1 : 0;
  }
  EXPECT_TRUE(watched->Finish().ok());
  return versions;
}

inline void FindingsAnswered(Caller& caller, const v1::CaseFinding& finding) {
  using Stub = v1::FindingService::Stub;
  v1::GetFindingRequest get;
  get.set_finding_id(finding.finding_id());
  const auto read = Must(*caller.findings, &Stub::GetFinding, get).finding();
  EXPECT_EQ(read.state(), v1::FINDING_STATE_OPEN);
  v1::SnoozeFindingRequest snooze;
  snooze.set_finding_id(read.finding_id());
  snooze.set_etag(read.etag());
  const auto snoozed = Must(*caller.findings, &Stub::SnoozeFinding, snooze).finding();
  EXPECT_EQ(snoozed.state(), v1::FINDING_STATE_SNOOZED);
  v1::OverrideFindingRequest over;
  over.set_finding_id(snoozed.finding_id());
  over.set_etag(snoozed.etag());
  over.set_reason_code("judgement");
  const auto overridden = Must(*caller.findings, &Stub::OverrideFinding, over).finding();
  EXPECT_EQ(overridden.state(), v1::FINDING_STATE_OVERRIDDEN);
  v1::AcceptFindingRequest accept;
  accept.set_finding_id(overridden.finding_id());
  accept.set_etag(overridden.etag());
  const auto accepted = Must(*caller.findings, &Stub::AcceptFinding, accept).finding();
  EXPECT_EQ(accepted.state(), v1::FINDING_STATE_ACCEPTED);
  v1::ListFindingsRequest list;
  list.set_case_id(finding.case_id());
  list.add_states(v1::FINDING_STATE_ACCEPTED);
  EXPECT_EQ(Must(*caller.findings, &Stub::ListFindings, list).findings_size(), 1);
  // Said, put off, overridden, accepted.
  EXPECT_EQ(VersionsWatched(caller, finding), 4);
  v1::GetRuleStatisticsRequest statistics;
  statistics.set_rule_id(finding.finding().rule_id());
  EXPECT_EQ(Must(*caller.findings, &Stub::GetRuleStatistics, statistics).all().accepted(), 1U);
}

inline void DecisionsReplayed(Caller& caller, const std::string& case_id) {
  using Stub = v1::FindingService::Stub;
  v1::GetRuleDecisionRequest get;
  get.set_case_id(case_id);
  const auto decision = Must(*caller.findings, &Stub::GetRuleDecision, get).decision();
  v1::ReplayDecisionRequest replay;
  replay.set_rule_decision_id(decision.rule_decision_id());
  EXPECT_EQ(Must(*caller.findings, &Stub::ReplayDecision, replay).verdict(),
            v1::REPLAY_VERDICT_SAME);
  grpc::ClientContext context;
  auto all = caller.findings->ReplayDecisions(&context, v1::ReplayDecisionsRequest());
  v1::ReplayDecisionsResponse message;
  v1::ReplayDecisionsResponse last;
  while (all->Read(&message)) last = message;
  EXPECT_TRUE(all->Finish().ok());
  EXPECT_GE(last.replayed(), 1U);
  EXPECT_EQ(last.same(), last.replayed());
}

inline void ARuleInShadow(Caller& caller) {
  using Stub = v1::FindingService::Stub;
  const auto version = caller.Validated(caller.AnUpload(rules::PackageOfTheRelease("drift")));
  const auto shadowed =
      caller.Step<v1::ShadowRuleRequest>(version, &v1::RuleService::Stub::ShadowRule);
  EXPECT_EQ(shadowed.stage(), v1::RULE_STAGE_SHADOW);
  v1::GetShadowReportRequest report;
  report.set_rule_id(shadowed.manifest().rule_id());
  EXPECT_EQ(Must(*caller.findings, &Stub::GetShadowReport, report).failed(), 0U);
  const auto retired =
      caller.Step<v1::RetireRuleRequest>(shadowed, &v1::RuleService::Stub::RetireRule);
  EXPECT_EQ(retired.stage(), v1::RULE_STAGE_RETIRED);
}

}  // namespace caseload::whole
