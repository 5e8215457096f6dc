// SPDX-License-Identifier: Apache-2.0
// What is told of rules that gave no answer, and of questions about others than a case.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/run_cli.h"

namespace caseload::cli {
namespace {

using fakes::FakeServer;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

template <class Answer>
v1::RuleOutcome& Add(Answer& answer, const std::string& rule_id, v1::RuleOutcomeState state) {
  auto& outcome = *answer.add_outcomes();
  outcome.set_rule_id(rule_id);
  outcome.set_version("1.0.0");
  outcome.set_state(state);
  return outcome;
}

TEST(Evaluate, TellsFirstAndLoudlyWhichRuleFailed) {
  FakeServer server;
  v1::EvaluateCaseResponse answer;
  answer.set_as_of_on("2024-03-31");
  Add(answer, "caseload.recurrence", v1::RULE_OUTCOME_STATE_EVALUATED);
  Add(answer, "example.broken", v1::RULE_OUTCOME_STATE_FAILED).set_because("it never ended");
  answer.add_findings()->set_summary("Referred again.");
  server.rules.on_EvaluateCase.Answers(answer);
  const Ran ran = RunAt(server, {"evaluate", "C1"});
  EXPECT_EQ(ran.code, kRuleFailed);
  EXPECT_THAT(
      ran.out,
      AllOf(StartsWith("! RULE FAILED: example.broken 1.0.0\n    because: it never ended\n"),
            HasSubstr("Referred again."), HasSubstr("\nAsked 2 rules")));
  const Ran as_csv = RunAt(server, {"-o", "csv", "evaluate", "C1"});
  EXPECT_EQ(as_csv.code, kRuleFailed);
  EXPECT_THAT(as_csv.out, HasSubstr("\nrule failed,,it never ended,"));
}

TEST(Evaluate, DoesNotSayThatNothingWasSaidWhereARuleIsMissing) {
  FakeServer server;
  v1::EvaluateCaseResponse answer;
  Add(answer, "caseload.recurrence", v1::RULE_OUTCOME_STATE_EVALUATED);
  Add(answer, "example.stopped", v1::RULE_OUTCOME_STATE_REFUSED).set_because("in quarantine");
  Add(answer, "caseload.worker-load", v1::RULE_OUTCOME_STATE_NOT_ASKED);
  server.rules.on_EvaluateCase.Answers(answer);
  const Ran ran = RunAt(server, {"evaluate", "C1"});
  EXPECT_EQ(ran.code, kOk);
  EXPECT_THAT(ran.out, AllOf(StartsWith("! RULE NOT IN FORCE: example.stopped 1.0.0\n"),
                             HasSubstr("No other rule had anything to say.\n"),
                             HasSubstr("\nAsked 1 rule,"), Not(HasSubstr("worker-load"))));
}

TEST(Evaluate, AsksAboutAWorkerATeamAndTheAuthority) {
  FakeServer server;
  v1::EvaluateWorkerRequest asked;
  server.rules.on_EvaluateWorker.answer = [&](const auto& request, auto& response) {
    asked = request;
    Add(response, "caseload.worker-load", v1::RULE_OUTCOME_STATE_EVALUATED);
    response.add_findings()->set_summary("More than there is room for.");
    return grpc::Status::OK;
  };
  const Ran ran = RunAt(server, {"evaluate", "worker", "W1", "--as-of", "2024-03-31", "--rule",
                                 "caseload.worker-load"});
  EXPECT_EQ(ran.code, kOk) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("More than there is room for."));
  EXPECT_EQ(asked.worker_id(), "W1");
  EXPECT_EQ(asked.moment().as_of_on(), "2024-03-31");
  ASSERT_EQ(asked.rule_ids_size(), 1);
  EXPECT_EQ(asked.rule_ids(0), "caseload.worker-load");
  v1::EvaluateTeamResponse of_team;
  Add(of_team, "caseload.worker-load", v1::RULE_OUTCOME_STATE_FAILED);
  server.rules.on_EvaluateTeam.Answers(of_team);
  EXPECT_EQ(RunAt(server, {"evaluate", "team", "T1"}).code, kRuleFailed);
  server.rules.on_EvaluateAuthority.Answers(v1::EvaluateAuthorityResponse());
  EXPECT_EQ(RunAt(server, {"evaluate", "authority"}).code, kOk);
}

TEST(Evaluate, NeedsSomebodyToAskAbout) {
  const Ran nobody = RunWords({"evaluate"});
  EXPECT_EQ(nobody.code, kUsage);
  EXPECT_THAT(nobody.err, HasSubstr("name a case, or say family, worker, team or authority"));
  EXPECT_EQ(RunWords({"evaluate", "worker"}).code, kUsage);
  const Ran no_day = RunWords({"evaluate", "C1", "--as-of", "yesterday"});
  EXPECT_EQ(no_day.code, kUsage);
  EXPECT_THAT(no_day.err, HasSubstr("yesterday"));
}

TEST(Evaluate, IsCompletedWithWhoCanBeAskedAbout) {
  EXPECT_EQ(RunWords({"__complete", "evaluate", "t"}).out, "team\n");
  EXPECT_EQ(RunWords({"__complete", "evaluate", "C1", "t"}).out, "");
}

TEST(Evaluate, SaysWhatARuleIsAboutWhenItWasAskedAboutOthers) {
  FakeServer server;
  server.rules.on_EvaluateCase.answer = [](const auto&, auto&) {
    return fakes::Refusal(grpc::StatusCode::FAILED_PRECONDITION, "RULE_UNAVAILABLE",
                          "a rule that was named is not about such a subject",
                          {{"rule_ids", "names a rule"}});
  };
  v1::ListRulesResponse rules;
  auto* rule = rules.add_rules();
  rule->set_rule_id("caseload.worker-load");
  rule->set_state(v1::RULE_STATE_ACTIVE);
  rule->add_subjects("worker");
  rule->add_subjects("team");
  server.rules.on_ListRules.Answers(rules);
  EXPECT_THAT(RunAt(server, {"evaluate", "C1", "--rule", "caseload.worker-load"}).err,
              HasSubstr("--rule caseload.worker-load: is about: worker, team\n"));
}

}  // namespace
}  // namespace caseload::cli
