// SPDX-License-Identifier: Apache-2.0
// A folder of rules in which one is good: the others are an alarm in the list, and harm nobody.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>

#include "whole/caller.h"

namespace caseload::whole {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
namespace fs = std::filesystem;

constexpr char kRecurrence[] = "caseload.recurrence";

// A folder with the good rule and the guests named.
struct RuleFolder : TempFolder {
  explicit RuleFolder(const std::vector<std::string>& guests) {
    fs::copy_file(fs::path(CASELOAD_RULES_DIR) / "recurrence.so", path() / "recurrence.so");
    for (const auto& guest : guests) {
      const std::string file = "guest_" + guest + ".so";
      fs::copy_file(fs::path(CASELOAD_GUESTS) / guest / file, path() / file);
    }
  }
  std::vector<std::string> Arguments() const { return {"--rules", path().string()}; }
};

std::map<std::string, v1::Rule> Rules(Caller& caller) {
  std::map<std::string, v1::Rule> rules;
  const auto listed =
      Must(*caller.rules, &v1::RuleService::Stub::ListRules, v1::ListRulesRequest());
  for (const auto& rule : listed.rules()) rules[rule.rule_id()] = rule;
  return rules;
}

// A child referred again some months after the case before was closed.
v1::EvaluateCaseRequest AboutAChildReferredAgain(Caller& caller) {
  const auto child = caller.AChild();
  caller.AClosedCase(child.person_id(), "2023-01-10", "2023-04-01");
  v1::EvaluateCaseRequest request;
  request.set_case_id(caller.ACase(child.person_id(), "2023-12-05").case_id());
  request.mutable_moment()->set_as_of_on("2024-02-01");
  return request;
}

TEST(BadPlugin, IsListedAsRefusedWithItsReasonWhileTheGoodRuleAnswers) {
  const RuleFolder folder({"missing_symbol", "other_major", "other_schema", "no_symbol"});
  std::ofstream(folder.path() / "x.so") << "These are notes, not a rule.\n";
  const ServerProcess server(folder.Arguments());
  Caller caller(server);
  const auto rules = Rules(caller);
  ASSERT_EQ(rules.size(), 6U);
  EXPECT_EQ(rules.at(kRecurrence).state(), v1::RULE_STATE_ACTIVE);
  EXPECT_EQ(rules.at(kRecurrence).refused_because(), "");
  for (const auto& [id, rule] : rules) {
    if (id == kRecurrence) continue;
    EXPECT_EQ(rule.state(), v1::RULE_STATE_REFUSED) << id;
    EXPECT_THAT(rule.refused_because(), Not(HasSubstr(folder.path().string())));
  }
  for (const std::string reason :
       {"undefined symbol: _Z19nobody_defines_thisj", "contract major 2, this server speaks 1",
        "facts schema 5 to 6, this server has 1", "lacks the symbol caseload_rule_v1",
        "no ELF header"}) {
    const auto told = std::count_if(rules.begin(), rules.end(), [&](const auto& rule) {
      return rule.second.refused_because().find(reason) != std::string::npos;
    });
    EXPECT_EQ(told, 1) << reason;
  }
  const auto question = AboutAChildReferredAgain(caller);
  const auto said = Must(*caller.rules, &v1::RuleService::Stub::EvaluateCase, question);
  ASSERT_EQ(said.findings_size(), 1);
  EXPECT_EQ(said.findings(0).code(), "RE_REFERRAL");
  EXPECT_EQ(said.findings(0).measure(), 329);
}

TEST(BadPlugin, ThatCrashesFailsItsQuestionAndIsRefusedAfterThreeTimes) {
  const RuleFolder folder({"crashes"});
  const ServerProcess server(folder.Arguments());
  Caller caller(server);
  const auto everybody = AboutAChildReferredAgain(caller);
  auto only_good = everybody;
  only_good.add_rule_ids(kRecurrence);
  ASSERT_EQ(Rules(caller).at("test.crashes").state(), v1::RULE_STATE_ACTIVE);
  for (int i = 0; i < 3; ++i) {
    const auto failed = Ask(*caller.rules, &v1::RuleService::Stub::EvaluateCase, everybody);
    EXPECT_EQ(ReasonOf(failed.status), "RULE_FAILED");
    const auto said = Must(*caller.rules, &v1::RuleService::Stub::EvaluateCase, only_good);
    EXPECT_EQ(said.findings_size(), 1);
  }
  const auto refused = Rules(caller).at("test.crashes");
  EXPECT_EQ(refused.state(), v1::RULE_STATE_REFUSED);
  EXPECT_NE(refused.refused_because(), "");
  const auto said = Must(*caller.rules, &v1::RuleService::Stub::EvaluateCase, everybody);
  EXPECT_EQ(said.findings_size(), 1);
}

TEST(BadPlugin, ThatLoopsIsEndedAndTheServerGoesOnKeepingRecords) {
  const RuleFolder folder({"loops"});
  const ServerProcess server(folder.Arguments());
  Caller caller(server);
  const auto question = AboutAChildReferredAgain(caller);
  const auto failed = Ask(*caller.rules, &v1::RuleService::Stub::EvaluateCase, question);
  EXPECT_EQ(ReasonOf(failed.status), "RULE_FAILED");
  EXPECT_NE(caller.AVisit(question.case_id()).entry_id(), "");
}

}  // namespace
}  // namespace caseload::whole
