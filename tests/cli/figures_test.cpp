// SPDX-License-Identifier: Apache-2.0
// What is told of figures and findings: measures, what a worker holds, what rules say.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/run_cli.h"

namespace caseload::cli {
namespace {

using fakes::FakeServer;
using testing::HasSubstr;

TEST(Evaluate, TellsFindingsInPlainWordsWithTheirEvidence) {
  FakeServer server;
  v1::EvaluateCaseResponse answer;
  answer.set_as_of_on("2024-03-31");
  answer.set_sequence(9);
  answer.add_rules()->set_rule_id("caseload.recurrence");
  auto* finding = answer.add_findings();
  finding->set_rule_id("caseload.recurrence");
  finding->set_rule_version("1.0.0");
  finding->set_code("RE_REFERRAL");
  finding->set_kind(v1::FINDING_KIND_PROMPT);
  finding->set_summary("Referred again within twelve months of closure.");
  finding->set_measure(91);
  finding->set_threshold(365);
  finding->set_unit("days");
  finding->set_basis("DfE table c1");
  auto* evidence = finding->add_evidence();
  evidence->set_kind("case");
  evidence->set_id("C1");
  evidence->set_on("2024-01-31");
  server.rules.on_EvaluateCase.Answers(answer);
  EXPECT_EQ(RunAt(server, {"evaluate", "C1"}).out,
            "* prompt: Referred again within twelve months of closure.\n"
            "    measured: 91 days, held against 365\n"
            "    rests on: case of 2024-01-31 (C1)\n"
            "    because of: DfE table c1\n"
            "    said by: caseload.recurrence 1.0.0, RE_REFERRAL\n"
            "\n"
            "Asked 1 rule, as of 2024-03-31, sequence 9. A finding is a reason to read, not a "
            "decision.\n");
}

TEST(Evaluate, TellsARuleThatNobodyKnowsFromOneThatWasRefused) {
  FakeServer server;
  server.rules.on_EvaluateCase.answer = [](const auto&, auto&) {
    return fakes::Refusal(grpc::StatusCode::FAILED_PRECONDITION, "RULE_UNAVAILABLE",
                          "a rule that was named is not in force", {{"rule_ids", "names a rule"}});
  };
  v1::ListRulesResponse rules;
  auto* rule = rules.add_rules();
  rule->set_rule_id("visits-seen");
  rule->set_state(v1::RULE_STATE_REFUSED);
  rule->set_refused_because("made for contract 2");
  server.rules.on_ListRules.Answers(rules);
  const Ran unknown = RunAt(server, {"evaluate", "C1", "--rule", "visit-seen"});
  EXPECT_EQ(unknown.code, kNotFound);
  EXPECT_EQ(unknown.err,
            "caseload: RULE_UNAVAILABLE: a rule that was named is not in force\n"
            "  --rule visit-seen: there is no such rule, did you mean visits-seen?\n");
  const Ran refused = RunAt(server, {"evaluate", "C1", "--rule", "visits-seen"});
  EXPECT_EQ(refused.code, kConflict);
  EXPECT_THAT(refused.err, HasSubstr("--rule visits-seen: was refused: made for contract 2\n"));
}

TEST(WorkerCaseload, ShowsWhatIsHeldByTrack) {
  FakeServer server;
  v1::GetWorkerCaseloadResponse answer;
  answer.set_worker_id("W1");
  answer.set_cases(18);
  answer.set_children(17);
  answer.set_full_time_equivalent(0.8);
  answer.set_cases_per_full_time(22.5);
  auto* row = answer.add_by_track();
  row->add_keys()->set_label("Child in need");
  row->mutable_count()->set_number(18);
  server.caseload.on_GetWorkerCaseload.Answers(answer);
  EXPECT_THAT(RunAt(server, {"worker", "caseload", "W1"}).out,
              testing::AllOf(HasSubstr("CASES PER FULL TIME  22.5\n"),
                             HasSubstr("TRACK          CASES\nChild in need     18\n")));
}

TEST(MeasureGet, SaysWhyThereIsNoFigure) {
  FakeServer server;
  v1::GetMeasureResponse answer;
  answer.mutable_measure()->set_name("c1.re_referral_percent");
  answer.set_year(2018);
  answer.set_none(v1::NO_VALUE_UNKNOWN_BEFORE_HISTORY);
  server.caseload.on_GetMeasure.Answers(answer);
  EXPECT_THAT(RunAt(server, {"measure", "get", "c1.re_referral_percent", "--year", "2018"}).out,
              testing::AllOf(HasSubstr("FIGURE       x\n"), HasSubstr("x = not known")));
}

TEST(MeasureGet, RoundsItsFigureInTablesOnly) {
  FakeServer server;
  v1::GetMeasureResponse answer;
  answer.mutable_measure()->set_name("c1.re_referral_percent");
  answer.mutable_measure()->set_unit("percent");
  answer.mutable_measure()->set_definition("Table c1.");
  answer.set_number(22.4489795918);
  server.caseload.on_GetMeasure.Answers(answer);
  const std::vector<std::string> words = {"measure", "get", "c1", "--year", "2024", "-o"};
  const auto in = [&](const char* form) {
    auto asked = words;
    asked.push_back(form);
    return RunAt(server, asked).out;
  };
  EXPECT_THAT(in("table"), testing::AllOf(HasSubstr("FIGURE       22.4\n"),
                                          HasSubstr("DEFINITION   Table c1.\n")));
  EXPECT_THAT(in("json"), HasSubstr("22.4489795918"));
  EXPECT_THAT(in("csv"), HasSubstr("22.4489795"));
}

TEST(MeasureList, LeavesDefinitionsToTheSingleMeasure) {
  FakeServer server;
  v1::ListMeasuresResponse answer;
  answer.add_measures()->set_definition("Table c1, of referrals in the year.");
  server.caseload.on_ListMeasures.Answers(answer);
  EXPECT_EQ(RunAt(server, {"measure", "list"}).out, "NAME  UNIT  TITLE\n\n");
}

TEST(RuleList, ShowsWhatWasRefusedAndWhy) {
  FakeServer server;
  v1::ListRulesResponse answer;
  auto* rule = answer.add_rules();
  rule->set_rule_id("visits-seen.so");
  rule->set_state(v1::RULE_STATE_REFUSED);
  rule->set_refused_because("made for contract 2, this is contract 1");
  server.rules.on_ListRules.Answers(answer);
  EXPECT_THAT(RunAt(server, {"rule", "list"}).out,
              testing::AllOf(HasSubstr("refused"), HasSubstr("made for contract 2")));
}

}  // namespace
}  // namespace caseload::cli
