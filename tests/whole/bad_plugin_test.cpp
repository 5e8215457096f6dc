// SPDX-License-Identifier: Apache-2.0
// Rules of others: what cannot be a rule never comes into force, and says why; what fails in force
// is stopped, and harms nobody.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>

#include "rules/release_packages.h"
#include "whole/caller.h"
#include "whole/rule_author.h"

namespace caseload::whole {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using Stub = v1::RuleService::Stub;

constexpr char kRecurrence[] = "caseload.recurrence";

// A server with the good rule in force, and an office that may sign others.
struct RulesOfOthers : testing::Test {
  RulesOfOthers() {
    caller.AKey(office.public_key());
    caller.BringIntoForce(rules::PackageOfTheRelease("recurrence"));
  }

  // What its author's program refuses to pack, with another rule's manifest.
  std::string WrongPackage(const std::string& library) {
    return rules::PackageOf(rules::SampleManifest(library), library, office).SerializeAsString();
  }
  std::map<std::string, v1::Rule> Rules() {
    std::map<std::string, v1::Rule> found;
    const auto listed = Must(*caller.rules, &Stub::ListRules, v1::ListRulesRequest());
    for (const auto& rule : listed.rules()) found[rule.rule_id()] = rule;
    return found;
  }
  // A child referred again some months after the case before was closed.
  v1::EvaluateCaseRequest AboutAChildReferredAgain() {
    const auto child = caller.AChild();
    caller.AClosedCase(child.person_id(), "2023-01-10", "2023-04-01");
    v1::EvaluateCaseRequest request;
    request.set_case_id(caller.ACase(child.person_id(), "2023-12-05").case_id());
    request.mutable_moment()->set_as_of_on("2024-02-01");
    return request;
  }

  // What poison cannot bear: March 2020; what it never ends: April.
  v1::EvaluateCaseRequest AboutACaseOf(const std::string& referred_on) {
    v1::EvaluateCaseRequest request;
    request.set_case_id(caller.ACase(caller.AChild().person_id(), referred_on).case_id());
    request.mutable_moment()->set_as_of_on("2024-02-01");
    return request;
  }

  // The one rule failed, and the others answered. The server asks it too: it may have been stopped
  // for that already.
  static void ExpectFailed(const std::string& rule_id, const v1::EvaluateCaseResponse& said) {
    EXPECT_GT(said.outcomes_size(), 1);
    for (const auto& outcome : said.outcomes()) {
      const bool answered = outcome.state() == v1::RULE_OUTCOME_STATE_EVALUATED;
      EXPECT_EQ(answered, outcome.rule_id() != rule_id);
      EXPECT_EQ(outcome.because().empty(), answered);
    }
  }

  const ServerProcess server;
  Caller caller{server};
  const rules::Signer office{'a'};
};

TEST_F(RulesOfOthers, DoNotComeIntoForceWhenTheyAreNoRules) {
  const std::map<std::string, std::string> reasons{
      {"missing_symbol", "undefined symbol: _Z19nobody_defines_thisj"},
      {"other_major", "contract major 2, this server speaks 1"},
      {"other_schema", "facts schema 5 to 6, this server has 1"},
      {"no_symbol", "lacks the symbol caseload_rule_v1"}};
  int version = 0;
  for (const auto& [guest, reason] : reasons) {
    std::ifstream in(GuestFile(guest), std::ios::binary);
    const std::string library{std::istreambuf_iterator<char>(in), {}};
    v1::RuleManifest manifest = rules::SampleManifest(library);
    manifest.set_version("1.0." + std::to_string(++version));
    const auto uploaded =
        caller.AnUpload(rules::PackageOf(manifest, library, office).SerializeAsString());
    const auto validated = caller.Validated(uploaded);
    EXPECT_FALSE(validated.validated()) << guest;
    std::string found;
    for (const auto& check : validated.checks()) {
      if (!check.passed()) found += check.detail();
      EXPECT_EQ(check.passed(), check.error_reason() == v1::ERROR_REASON_UNSPECIFIED) << guest;
    }
    EXPECT_THAT(found, HasSubstr(reason));
    EXPECT_THAT(found, Not(HasSubstr("/")));
    v1::ActivateRuleRequest activate;
    activate.set_rule_version_id(validated.rule_version_id());
    activate.set_etag(validated.etag());
    activate.set_because("all the same");
    EXPECT_EQ(ReasonOf(Ask(*caller.rules, &Stub::ActivateRule, activate).status), "RULE_STAGE");
  }
  const auto notes = caller.AnUpload(WrongPackage("These are notes, not a rule."));
  EXPECT_EQ(notes.stage(), v1::RULE_STAGE_VERIFIED);
  EXPECT_THAT(notes.checks(1).detail(), HasSubstr("no ELF header"));
  EXPECT_EQ(Rules().size(), 1U);
  const auto said = Must(*caller.rules, &Stub::EvaluateCase, AboutAChildReferredAgain());
  ASSERT_EQ(said.findings_size(), 1);
  EXPECT_EQ(said.findings(0).code(), "RE_REFERRAL");
  EXPECT_EQ(said.findings(0).measure(), 329);
}

TEST_F(RulesOfOthers, AreStoppedForGoodAfterTheyCrashedOnThreeCases) {
  const auto active = caller.BringIntoForce(SignedPackage("poison", office));
  ASSERT_EQ(Rules().at("test.poison").state(), v1::RULE_STATE_ACTIVE);
  auto everybody = AboutACaseOf("2020-03-05");
  for (const char* referred_on : {"2020-03-06", "2020-03-07", "2020-03-08"}) {
    ExpectFailed("test.poison", Must(*caller.rules, &Stub::EvaluateCase, everybody));
    auto only_good = everybody;
    only_good.add_rule_ids(kRecurrence);
    EXPECT_TRUE(Ask(*caller.rules, &Stub::EvaluateCase, only_good).ok());
    everybody = AboutACaseOf(referred_on);
  }
  const auto refused = Rules().at("test.poison");
  EXPECT_EQ(refused.state(), v1::RULE_STATE_REFUSED);
  EXPECT_NE(refused.refused_because(), "");
  EXPECT_TRUE(Ask(*caller.rules, &Stub::EvaluateCase, everybody).ok());
  // The record follows by itself.
  v1::GetRuleVersionRequest get;
  get.set_rule_version_id(active.rule_version_id());
  auto version = Must(*caller.rules, &Stub::GetRuleVersion, get).rule_version();
  while (version.stage() == v1::RULE_STAGE_ACTIVE)
    version = Must(*caller.rules, &Stub::GetRuleVersion, get).rule_version();
  EXPECT_EQ(version.stage(), v1::RULE_STAGE_QUARANTINED);
}

TEST_F(RulesOfOthers, AreFoundOutBeforeTheyComeIntoForceWhenTheyNeverEnd) {
  const auto validated = caller.Validated(caller.AnUpload(SignedPackage("loops", office)));
  EXPECT_FALSE(validated.validated());
  EXPECT_EQ(validated.stage(), v1::RULE_STAGE_LINTED);
}

TEST_F(RulesOfOthers, AreEndedWhenACaseHoldsThemForEverAndTheServerGoesOnKeepingRecords) {
  caller.BringIntoForce(SignedPackage("poison", office));
  const auto question = AboutACaseOf("2020-04-05");
  ExpectFailed("test.poison", Must(*caller.rules, &Stub::EvaluateCase, question));
  EXPECT_NE(caller.AVisit(question.case_id()).entry_id(), "");
}

}  // namespace
}  // namespace caseload::whole
