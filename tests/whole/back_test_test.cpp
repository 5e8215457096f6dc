// SPDX-License-Identifier: Apache-2.0
// A back-test from the command line, and one whose caller goes away.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/release_packages.h"
#include "whole/import_desk.h"

namespace caseload::whole {
namespace {

using ::testing::HasSubstr;

struct BackTestOverTheWire : testing::Test {
  ServerProcess server;
  Caller caller{server};

  v1::RuleVersion Recurrence() {
    return caller.Validated(caller.AnUpload(rules::PackageOfTheRelease("recurrence")));
  }
  void AChildWhoComesBack() {
    const auto child = caller.AChild().person_id();
    caller.AClosedCase(child, "2024-01-10", "2024-02-20");
    caller.ACase(child, "2024-09-02");
  }
};

TEST_F(BackTestOverTheWire, IsAskedForAndReadAtATerminal) {
  Recurrence();
  AChildWhoComesBack();
  const auto ran = RunClient(
      server, {"rule", "backtest", "caseload.recurrence", "--against-set", "referral_months=6",
               "--from", "2024-08-01", "--until", "2024-12-31", "--every", "month", "--known",
               "now", "--outcome", "protection-plan", "--within", "30"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("On 5 days, as known now."));
  EXPECT_THAT(ran.out, HasSubstr("First: caseload.recurrence"));
  EXPECT_THAT(ran.out, HasSubstr("with 6, 24: asked about 1 cases (4 questions), spoke of 1."));
  EXPECT_THAT(ran.out, HasSubstr("RE_REFERRAL_UNKNOWN"));
  EXPECT_THAT(ran.out, HasSubstr("ONLY THIS SIDE"));
  const auto json = RunClient(server, {"--output", "json", "rule", "backtest",
                                       "caseload.recurrence@1.0.0", "--from", "2024-12-31"});
  EXPECT_EQ(json.code, 0) << json.err;
  EXPECT_THAT(json.out, HasSubstr("\"complete\": true"));
}

TEST_F(BackTestOverTheWire, IsRefusedInWordsWhenItCannotBeRun) {
  Recurrence();
  const auto days = RunClient(server, {"rule", "backtest", "caseload.recurrence", "--from",
                                       "2024-05-01", "--until", "2024-04-01", "--every", "week"});
  EXPECT_NE(days.code, 0);
  EXPECT_THAT(days.err, HasSubstr("lies before from_on"));
  const auto value = RunClient(server, {"rule", "backtest", "caseload.recurrence", "--from",
                                        "2024-05-01", "--set", "referral_months=soon"});
  EXPECT_EQ(value.code, 2);
  EXPECT_THAT(value.err, HasSubstr("NAME=WHOLE NUMBER"));
}

TEST_F(BackTestOverTheWire, EndsWithItsCaller) {
  const auto version = Recurrence();
  AChildWhoComesBack();
  v1::BackTestRuleRequest request;
  request.mutable_first()->set_rule_version_id(version.rule_version_id());
  request.set_from_on("2010-01-01");
  request.set_until_on("2024-12-31");
  request.set_step(v1::BACK_TEST_STEP_MONTH_ENDS);
  for (int time = 0; time < 5; ++time) {
    grpc::ClientContext context;
    auto stream = caller.rules->BackTestRule(&context, request);
    v1::BackTestRuleResponse message;
    ASSERT_TRUE(stream->Read(&message) || time > 1);  // as many run as may
    context.TryCancel();
    while (stream->Read(&message)) continue;
    EXPECT_NE(stream->Finish().error_code(), grpc::StatusCode::INTERNAL);
  }
  // Their places are free again, sooner or later.
  grpc::Status ended;
  do {
    grpc::ClientContext context;
    auto stream = caller.rules->BackTestRule(&context, request);
    v1::BackTestRuleResponse message;
    while (stream->Read(&message)) continue;
    ended = stream->Finish();
  } while (ended.error_code() == grpc::StatusCode::UNAVAILABLE);
  EXPECT_TRUE(ended.ok()) << ended.error_message();
}

}  // namespace
}  // namespace caseload::whole
