// SPDX-License-Identifier: Apache-2.0
// The chapters of the story that are about rules.
#pragma once

#include <string>

#include "rules/packages.h"
#include "rules/release_packages.h"
#include "whole/caller.h"
#include "whole/rule_author.h"

namespace caseload::whole {

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
  const auto retired = caller.Step<v1::RetireRuleRequest>(version, &Stub::RetireRule);
  EXPECT_EQ(retired.stage(), v1::RULE_STAGE_RETIRED);
  const auto stopped = caller.Step<v1::QuarantineRuleRequest>(retired, &Stub::QuarantineRule);
  EXPECT_EQ(stopped.stage(), v1::RULE_STAGE_QUARANTINED);
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
