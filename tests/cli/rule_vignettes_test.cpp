// SPDX-License-Identifier: Apache-2.0
// What is told of the stories that guard the rules.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "cli/run_cli.h"

namespace caseload::cli {
namespace {

using fakes::FakeServer;
using testing::HasSubstr;
namespace fs = std::filesystem;

struct RuleVignettes : testing::Test {
  RuleVignettes() {
    v1::ListCaseVignettesResponse listed;
    auto& former = *listed.add_case_vignettes();
    former.set_case_vignette_id("V1");
    former.set_name("the-quiet-case");
    former.set_withdrawn_because("told better");
    auto& standing = *listed.add_case_vignettes();
    standing.set_case_vignette_id("V2");
    standing.set_etag("3");
    standing.set_name("the-quiet-case");
    standing.set_because("a review found it");
    server.rules.on_ListCaseVignettes.Answers(listed);
  }
  FakeServer server;
};

TEST_F(RuleVignettes, AreAddedUnderTheNamesOfTheirFilesAndToldWhatIsBroken) {
  const auto file = fs::path(testing::TempDir()) / "made-up-story.vignette.txt";
  std::ofstream(file) << "Vignette: made up\n";
  v1::AddCaseVignetteRequest asked;
  server.rules.on_AddCaseVignette.answer = [&](const auto& request, auto& response) {
    asked = request;
    *response.mutable_case_vignette() = request.case_vignette();
    auto& broken = *response.add_broken_promises();
    broken.set_vignette("made-up-story");
    broken.set_words("drift PLAN_LONG must be said by 2024-03-01");
    return grpc::Status::OK;
  };
  const Ran ran =
      RunAt(server, {"rule", "vignette", "add", file.string(), "--because", "a review"});
  fs::remove(file);
  EXPECT_EQ(ran.code, kOk) << ran.err;
  EXPECT_EQ(asked.case_vignette().name(), "made-up-story");
  EXPECT_EQ(asked.case_vignette().text(), "Vignette: made up\n");
  EXPECT_EQ(asked.because(), "a review");
  EXPECT_THAT(ran.out, HasSubstr("made-up-story"));
  EXPECT_EQ(ran.err,
            "broken by the rules in force: made-up-story: drift PLAN_LONG must be said by "
            "2024-03-01\n");
}

TEST_F(RuleVignettes, AreWithdrawnByTheNameOfTheOneThatStands) {
  v1::WithdrawCaseVignetteRequest asked;
  server.rules.on_WithdrawCaseVignette.answer = [&](const auto& request, auto&) {
    asked = request;
    return grpc::Status::OK;
  };
  EXPECT_EQ(
      RunAt(server, {"rule", "vignette", "withdraw", "the-quiet-case", "--because", "x"}).code,
      kOk);
  EXPECT_EQ(asked.case_vignette_id(), "V2");
  EXPECT_EQ(asked.etag(), "3");
  EXPECT_EQ(RunAt(server, {"rule", "vignette", "withdraw", "another", "--because", "x"}).code,
            kNotFound);
}

TEST_F(RuleVignettes, AreListedWithWhyTheyStandOrDoNot) {
  const Ran ran = RunAt(server, {"rule", "vignette", "list"});
  EXPECT_THAT(ran.out, HasSubstr("a review found it"));
  EXPECT_THAT(ran.out, HasSubstr("told better"));
}

TEST_F(RuleVignettes, AreShownAsTheyAreWrittenWithWhatNobodyKeeps) {
  v1::GetCaseVignetteResponse answer;
  answer.mutable_case_vignette()->set_text("Vignette: made up\n");
  answer.add_open_promises()->set_words("drift PLAN_LONG must be said by 2024-03-01");
  server.rules.on_GetCaseVignette.Answers(answer);
  const Ran ran = RunAt(server, {"rule", "vignette", "show", "the-quiet-case"});
  EXPECT_EQ(ran.out, "Vignette: made up\n");
  EXPECT_THAT(ran.err, HasSubstr("kept by nobody: "));
}

}  // namespace
}  // namespace caseload::cli
