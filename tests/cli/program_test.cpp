// SPDX-License-Identifier: Apache-2.0
// How the command line understands words, and what it says when it does not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/run_cli.h"
#include "cli/suggest.h"

namespace caseload::cli {
namespace {

using fakes::FakeServer;
using fakes::Refusal;
using testing::HasSubstr;
using testing::Not;

TEST(Words, ThatAreNoCommandGetTheNearestOne) {
  const Ran ran = RunWords({"cas", "list"});
  EXPECT_EQ(ran.code, kUsage);
  EXPECT_EQ(ran.err, "caseload: unknown command cas, did you mean case?\n");
  EXPECT_EQ(RunWords({"case", "histroy", "C1"}).err,
            "caseload: unknown command histroy, did you mean history?\n");
  EXPECT_EQ(RunWords({"-o", "json", "xyzzy"}).err, "caseload: unknown command xyzzy\n");
}

TEST(Words, ThatNameNoCommandYetGetHelp) {
  EXPECT_EQ(RunWords({}).code, kUsage);
  EXPECT_THAT(RunWords({}).err, HasSubstr("make-authority"));
  EXPECT_THAT(RunWords({"case"}).err, HasSubstr("record-visit"));
}

TEST(Words, ForHelpAndVersionSucceed) {
  EXPECT_EQ(RunWords({"--help"}).code, kOk);
  EXPECT_THAT(RunWords({"--help"}).out, HasSubstr("CASELOAD_SERVER"));
  EXPECT_THAT(RunWords({"mix", "--help"}).out, HasSubstr("category-initial"));
  EXPECT_THAT(RunWords({"--version"}).out, testing::StartsWith("caseload 0."));
}

TEST(Words, ThatAreWrongAreUsageErrors) {
  EXPECT_EQ(RunWords({"case", "show"}).code, kUsage);
  EXPECT_EQ(RunWords({"health", "-o", "xml"}).code, kUsage);
  EXPECT_EQ(RunWords({"case", "show", "C1", "--as-of", "tomorrow"}).code, kUsage);
  EXPECT_EQ(RunWords({"case", "show", "C1", "--known-at", "noon"}).code, kUsage);
  EXPECT_EQ(RunWords({"mix", "--by", "track"}).code, kUsage);
  EXPECT_EQ(RunWords({"mix", "--basis", "need", "--by", "tracks"}).err,
            "caseload: there is no dimension tracks, did you mean track?\n");
  EXPECT_EQ(RunWords({"call", "CaseService.GetCake"}).err,
            "caseload: there is no call CaseService.GetCake, did you mean CaseService.GetCase?\n");
}

TEST(DidYouMean, IsSilentWhenNothingIsNear) {
  EXPECT_EQ(DidYouMean("umbrella", {"case", "mix"}), "");
  EXPECT_EQ(DidYouMean("Mxi", {"case", "mix"}), ", did you mean mix?");
  EXPECT_EQ(EditDistance("case", "cases"), 1);
  EXPECT_EQ(EditDistance("hisotry", "history"), 1);
}

struct Refused {
  grpc::StatusCode status;
  const char* reason;
  int code;
};

class ExitCodes : public testing::TestWithParam<Refused> {};

TEST_P(ExitCodes, FollowTheReason) {
  FakeServer server;
  server.cases.on_GetCase.answer = [](const auto&, auto&) {
    return Refusal(GetParam().status, GetParam().reason, "in plain words");
  };
  const Ran ran = RunAt(server, {"case", "show", "C1"});
  EXPECT_EQ(ran.code, GetParam().code);
  EXPECT_EQ(ran.err, "caseload: " + std::string(GetParam().reason) + ": in plain words\n");
  EXPECT_EQ(ran.out, "");
}

INSTANTIATE_TEST_SUITE_P(
    Reasons, ExitCodes,
    testing::Values(Refused{grpc::StatusCode::INTERNAL, "INTERNAL", kOther},
                    Refused{grpc::StatusCode::INVALID_ARGUMENT, "FIELDS_INVALID", kUsage},
                    Refused{grpc::StatusCode::NOT_FOUND, "NOT_FOUND", kNotFound},
                    Refused{grpc::StatusCode::PERMISSION_DENIED, "PERMISSION_NEEDED", kNotAllowed},
                    Refused{grpc::StatusCode::UNAUTHENTICATED, "CREDENTIALS_NEEDED", kNotAllowed},
                    Refused{grpc::StatusCode::ABORTED, "ETAG_STALE", kConflict},
                    Refused{grpc::StatusCode::FAILED_PRECONDITION, "CASE_CLOSED", kConflict}),
    [](const auto& each) { return std::string(each.param.reason); });

TEST(ExitCode, IsSixWhenNobodyListens) {
  const Ran ran = RunWords({"--server", "unix:/nonexistent/caseload.sock", "case", "show", "C1"});
  EXPECT_EQ(ran.code, kUnreachable);
  EXPECT_EQ(
      ran.err,
      "caseload: UNREACHABLE: the server cannot be reached at unix:/nonexistent/caseload.sock\n");
}

TEST(Problems, NameTheFieldsThatAreWrong) {
  FakeServer server;
  server.cases.on_RecordEntry.answer = [](const auto&, auto&) {
    return Refusal(grpc::StatusCode::INVALID_ARGUMENT, "FIELDS_INVALID", "one field is wrong",
                   {{"entry.occurred_on", "lies in the future"}});
  };
  const Ran ran = RunAt(server, {"case", "record-visit", "C1", "--on", "2099-01-01"});
  EXPECT_EQ(ran.err,
            "caseload: FIELDS_INVALID: one field is wrong\n"
            "  entry.occurred_on: lies in the future\n");
}

TEST(Problems, OfManyLinesKeepEachOnALineOfItsOwn) {
  FakeServer server;
  server.cases.on_GetCase.answer = [](const auto&, auto&) {
    return Refusal(grpc::StatusCode::INTERNAL, "INTERNAL", "these:\n  one\n\ntwo\x1b[2J\n");
  };
  EXPECT_EQ(RunAt(server, {"case", "show", "C1"}).err,
            "caseload: INTERNAL: these:\n"
            "  one\n"
            "  two [2J\n");
}

TEST(Closing, IsConfirmedByTypingTheCase) {
  FakeServer server;
  server.cases.on_GetCase.answer = [](const auto&, auto& answer) {
    answer.mutable_case_record()->set_etag("7");
    return grpc::Status::OK;
  };
  v1::CloseCaseRequest closed;
  server.cases.on_CloseCase.answer = [&](const auto& asked, auto& answer) {
    closed = asked;
    answer.mutable_case_record()->set_case_id(asked.case_id());
    return grpc::Status::OK;
  };
  const std::vector<std::string> words = {"case",       "close",    "C1", "--on",
                                          "2024-03-31", "--reason", "RC1"};
  EXPECT_EQ(RunAt(server, words).code, kNotConfirmed);
  EXPECT_EQ(RunAt(server, words, {.text = "C2\n", .at_a_terminal = true}).code, kNotConfirmed);
  EXPECT_EQ(server.cases.on_CloseCase.calls, 0);
  EXPECT_EQ(RunAt(server, words, {.text = "C1\n", .at_a_terminal = true}).code, kOk);
  EXPECT_EQ(closed.etag(), "7");
  EXPECT_EQ(closed.closed_on(), "2024-03-31");
  EXPECT_EQ(closed.closure_reason(), "RC1");
  EXPECT_EQ(closed.request_id().size(), 36U);
}

}  // namespace
}  // namespace caseload::cli
