// SPDX-License-Identifier: Apache-2.0
// The chapters of the story that are about rules.
#pragma once

#include <string>

#include "rules/packages.h"
#include "rules/release_packages.h"
#include "whole/caller.h"
#include "whole/finding_story.h"
#include "whole/rule_author.h"

namespace caseload::whole {

inline void BackTest(Caller& caller, const v1::RuleVersion& version) {
  v1::BackTestRuleRequest request;
  request.mutable_first()->set_rule_version_id(version.rule_version_id());
  request.set_from_on("2024-06-03");
  request.set_knowledge(v1::BACK_TEST_KNOWLEDGE_NOW);
  grpc::ClientContext context;
  auto stream = caller.rules->BackTestRule(&context, request);
  v1::BackTestRuleResponse message;
  while (stream->Read(&message)) EXPECT_EQ(message.days(), 1);
  EXPECT_TRUE(stream->Finish().ok());
  EXPECT_TRUE(message.complete());
  EXPECT_EQ(message.report().sides(0).member().rule_id(), version.manifest().rule_id());
}

inline void RulesInForce(Caller& caller, const std::string& case_id) {
  using Stub = v1::RuleService::Stub;
  const auto version = caller.BringIntoForce(rules::PackageOfTheRelease("recurrence"));
  const auto rules = Must(*caller.rules, &Stub::ListRules, v1::ListRulesRequest());
  ASSERT_EQ(rules.rules_size(), 1);
  v1::EvaluateCaseRequest evaluate;
  evaluate.set_case_id(case_id);
  evaluate.mutable_moment()->set_as_of_on("2024-06-03");
  const auto said = Must(*caller.rules, &Stub::EvaluateCase, evaluate);
  EXPECT_EQ(said.as_of_on(), "2024-06-03");
  EXPECT_EQ(said.rules_size(), rules.rules_size());
  const auto set = Must(*caller.rules, &Stub::GetRuleSet, v1::GetRuleSetRequest()).rule_set();
  EXPECT_EQ(said.rule_set_digest(), set.digest());
  FindingsAnswered(caller, FirstFinding(caller, case_id));
  DecisionsReplayed(caller, case_id);
  ARuleInShadow(caller);
  BackTest(caller, version);
  const auto retired = caller.Step<v1::RetireRuleRequest>(version, &Stub::RetireRule);
  EXPECT_EQ(retired.stage(), v1::RULE_STAGE_RETIRED);
  const auto stopped = caller.Step<v1::QuarantineRuleRequest>(retired, &Stub::QuarantineRule);
  EXPECT_EQ(stopped.stage(), v1::RULE_STAGE_QUARANTINED);
}

// Before anybody else is in force: what is asked about others than a case.
inline void RulesAboutOthers(Caller& caller, const std::string& worker_id,
                             const std::string& team_id, const std::string& family_id) {
  using Stub = v1::RuleService::Stub;
  const auto version = caller.BringIntoForce(rules::PackageOfTheRelease("worker-load"));
  v1::EvaluateWorkerRequest worker;
  worker.set_worker_id(worker_id);
  worker.mutable_moment()->set_as_of_on("2024-06-03");
  const auto of_worker = Must(*caller.rules, &Stub::EvaluateWorker, worker);
  EXPECT_EQ(of_worker.as_of_on(), "2024-06-03");
  ASSERT_EQ(of_worker.outcomes_size(), 1);
  EXPECT_EQ(of_worker.outcomes(0).state(), v1::RULE_OUTCOME_STATE_EVALUATED);
  v1::EvaluateTeamRequest team;
  team.set_team_id(team_id);
  const auto of_team = Must(*caller.rules, &Stub::EvaluateTeam, team);
  ASSERT_EQ(of_team.outcomes_size(), 1);
  EXPECT_EQ(of_team.outcomes(0).state(), v1::RULE_OUTCOME_STATE_EVALUATED);
  v1::EvaluateFamilyRequest family;
  family.set_family_id(family_id);
  const auto of_family = Must(*caller.rules, &Stub::EvaluateFamily, family);
  ASSERT_EQ(of_family.outcomes_size(), 1);
  EXPECT_EQ(of_family.outcomes(0).state(), v1::RULE_OUTCOME_STATE_NOT_ASKED);
  const auto of_all = Must(*caller.rules, &Stub::EvaluateAuthority, v1::EvaluateAuthorityRequest());
  ASSERT_EQ(of_all.outcomes_size(), 1);
  EXPECT_EQ(of_all.outcomes(0).state(), v1::RULE_OUTCOME_STATE_NOT_ASKED);
  caller.Step<v1::RetireRuleRequest>(version, &Stub::RetireRule);
}

inline void RulesHeldToStories(Caller& caller) {
  using Stub = v1::RuleService::Stub;
  v1::AddCaseVignetteRequest add;
  add.mutable_case_vignette()->set_name("referred-again");
  add.mutable_case_vignette()->set_text(
      "Vignette: Referred again\nChild: born 2018-06-01\nHistory: complete from 2015-01-01\n"
      "Case first: referred 2023-01-10, closed 2023-04-01\nCase this: referred 2023-12-05\n"
      "Asked: about this, on every day\n"
      "Must speak: recurrence RE_REFERRAL, by 2023-12-05\n");
  add.set_because("a review found it");
  const auto added = Must(*caller.rules, &Stub::AddCaseVignette, add);
  EXPECT_EQ(added.open_promises_size(), 1);
  v1::GetCaseVignetteRequest get;
  get.set_case_vignette_id(added.case_vignette().case_vignette_id());
  const auto kept = Must(*caller.rules, &Stub::GetCaseVignette, get);
  EXPECT_EQ(kept.case_vignette().text(), add.case_vignette().text());
  const auto listed = Must(*caller.rules, &Stub::ListCaseVignettes, v1::ListCaseVignettesRequest());
  ASSERT_EQ(listed.case_vignettes_size(), 1);
  EXPECT_EQ(listed.case_vignettes(0).text(), "");
  v1::WithdrawCaseVignetteRequest withdraw;
  withdraw.set_case_vignette_id(added.case_vignette().case_vignette_id());
  withdraw.set_etag(added.case_vignette().etag());
  withdraw.set_because("it was told better elsewhere");
  const auto withdrawn = Must(*caller.rules, &Stub::WithdrawCaseVignette, withdraw);
  EXPECT_EQ(withdrawn.case_vignette().withdrawn_because(), withdraw.because());
}

inline void RulesOnTheirWay(Caller& caller) {
  using Stub = v1::RuleService::Stub;
  const rules::Signer office('a');
  auto key = caller.AKey(office.public_key());
  const auto version = caller.AnUpload(rules::SamplePackage(office));
  v1::GetRuleVersionRequest get;
  get.set_rule_version_id(version.rule_version_id());
  const auto kept = Must(*caller.rules, &Stub::GetRuleVersion, get).rule_version();
  EXPECT_EQ(kept.package_digest(), version.package_digest());
  v1::ListRuleVersionsRequest list;
  list.set_rule_id("example.sample");
  EXPECT_EQ(Must(*caller.rules, &Stub::ListRuleVersions, list).rule_versions_size(), 1);
  const auto one = caller.BringIntoForce(SignedPackage("steady", office));
  caller.BringIntoForce(SignedPackage("steady_later", office));
  v1::RollBackRuleRequest back;
  back.set_rule_id("test.steady");
  back.set_because("it was better before");
  const auto again = Must(*caller.rules, &Stub::RollBackRule, back).rule_version();
  EXPECT_EQ(again.rule_version_id(), one.rule_version_id());
  v1::RevokeSigningKeyRequest revoke;
  revoke.set_signing_key_id(key.signing_key_id());
  revoke.set_etag(key.etag());
  revoke.set_because("it was lost");
  key = Must(*caller.rules, &Stub::RevokeSigningKey, revoke).signing_key();
  EXPECT_EQ(key.revoked_because(), "it was lost");
  const auto keys = Must(*caller.rules, &Stub::ListSigningKeys, v1::ListSigningKeysRequest());
  EXPECT_EQ(keys.signing_keys_size(), 1);
}

}  // namespace caseload::whole
