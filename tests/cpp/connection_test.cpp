// SPDX-License-Identifier: Apache-2.0
// How a connection behaves when the server answers, refuses, is away or comes back.
#include "cpp/connection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "caseload/v1/case_service.pb.h"
#include "cpp/fake_server.h"

namespace caseload::client {
namespace {

using fakes::FakeServer;
using fakes::Refusal;

ConnectOptions Options(const std::string& address) {
  ConnectOptions options;
  options.address = address;
  options.pause = [](std::chrono::milliseconds) {};
  return options;
}

v1::GetCaseRequest Asking(const std::string& case_id) {
  v1::GetCaseRequest request;
  request.set_case_id(case_id);
  return request;
}

TEST(Connection, FindsTheCallThatTakesARequest) {
  FakeServer server;
  server.cases.on_GetCase.answer = [](const auto& asked, auto& answer) {
    answer.mutable_case_record()->set_case_id(asked.case_id());
    return grpc::Status::OK;
  };
  const Connection connection(Options(server.address()));
  const auto answer = connection.Call<v1::GetCaseResponse>(Asking("C1"));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->case_record().case_id(), "C1");
}

TEST(Connection, ReadsReasonMessageAndFieldsOfARefusal) {
  FakeServer server;
  server.cases.on_GetCase.answer = [](const auto&, auto&) {
    return Refusal(grpc::StatusCode::INVALID_ARGUMENT, "FIELDS_INVALID", "one field is wrong",
                   {{"moment.as_of_on", "is no day"}});
  };
  const Connection connection(Options(server.address()));
  const auto answer = connection.Call<v1::GetCaseResponse>(Asking("C1"));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.problem().grpc_code, 3);
  EXPECT_EQ(answer.problem().reason, "FIELDS_INVALID");
  EXPECT_EQ(answer.problem().message, "one field is wrong");
  ASSERT_EQ(answer.problem().fields.size(), 1U);
  EXPECT_EQ(answer.problem().fields[0].field, "moment.as_of_on");
  EXPECT_EQ(answer.problem().fields[0].what, "is no day");
}

TEST(Connection, SaysInPlainWordsThatNobodyListens) {
  const Connection connection(Options("unix:/nonexistent/caseload.sock"));
  const auto answer = connection.Call<v1::GetCaseResponse>(Asking("C1"));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.problem().reason, "UNREACHABLE");
  EXPECT_EQ(answer.problem().message,
            "the server cannot be reached at unix:/nonexistent/caseload.sock");
}

TEST(Connection, KeepsBackWhatATransportSaysToItsDevelopers) {
  FakeServer server;
  server.cases.on_GetCase.answer = [](const auto&, auto&) {
    return grpc::Status(grpc::StatusCode::INTERNAL, "RST_STREAM 0x8 at chttp2.cc:91");
  };
  const Connection connection(Options(server.address()));
  const auto answer = connection.Call<v1::GetCaseResponse>(Asking("C1"));
  ASSERT_FALSE(answer);
  EXPECT_THAT(answer.problem().message, testing::Not(testing::HasSubstr("RST_STREAM")));
}

TEST(Connection, GivesUpAtItsDeadline) {
  FakeServer server;
  std::atomic<bool> done{false};
  server.cases.on_GetCase.answer = [&](const auto&, auto&) {
    done.wait(false);
    return grpc::Status::OK;
  };
  auto options = Options(server.address());
  options.deadline = std::chrono::milliseconds(50);
  const Connection connection(options);
  const auto answer = connection.Call<v1::GetCaseResponse>(Asking("C1"));
  done = true;
  done.notify_all();
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.problem().reason, "NO_ANSWER_IN_TIME");
}

TEST(Connection, RepeatsAReadUntilTheServerIsBack) {
  FakeServer server;
  server.cases.on_GetCase.answer = [&](const auto&, auto&) {
    return server.cases.on_GetCase.calls < 3
               ? Refusal(grpc::StatusCode::UNAVAILABLE, "BUSY", "try again")
               : grpc::Status::OK;
  };
  const Connection connection(Options(server.address()));
  EXPECT_TRUE(connection.Call<v1::GetCaseResponse>(Asking("C1")));
  EXPECT_EQ(server.cases.on_GetCase.calls, 3);
}

TEST(Connection, RepeatsNoMoreOftenThanItsPolicySays) {
  FakeServer server;
  server.cases.on_GetCase.answer = [](const auto&, auto&) {
    return Refusal(grpc::StatusCode::UNAVAILABLE, "BUSY", "try again");
  };
  const Connection connection(Options(server.address()));
  const auto answer = connection.Call<v1::GetCaseResponse>(Asking("C1"));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.problem().reason, "BUSY");
  EXPECT_EQ(server.cases.on_GetCase.calls, 4);
}

TEST(Connection, RepeatsAChangeUnderTheSameRequestId) {
  FakeServer server;
  std::vector<std::string> ids;
  server.cases.on_CloseCase.answer = [&](const auto& asked, auto&) {
    ids.push_back(asked.request_id());
    return ids.size() < 2 ? Refusal(grpc::StatusCode::UNAVAILABLE, "BUSY", "try again")
                          : grpc::Status::OK;
  };
  const Connection connection(Options(server.address()));
  EXPECT_TRUE(connection.Call<v1::CloseCaseResponse>(v1::CloseCaseRequest()));
  ASSERT_EQ(ids.size(), 2U);
  EXPECT_EQ(ids[0], ids[1]);
}

TEST(Connection, NeverRepeatsAChangeThatTheServerCouldNotRecognise) {
  FakeServer server;
  server.cases.on_CloseCase.answer = [](const auto&, auto&) {
    return Refusal(grpc::StatusCode::UNAVAILABLE, "BUSY", "try again");
  };
  const Connection connection(Options(server.address()));
  v1::CloseCaseResponse response;
  const auto problem =
      connection.CallMethod(*FindMethod("CaseService.CloseCase"), v1::CloseCaseRequest(), response);
  ASSERT_TRUE(problem);
  EXPECT_EQ(server.cases.on_CloseCase.calls, 1);
}

TEST(Connection, NeverRepeatsWhatWasRefused) {
  FakeServer server;
  server.cases.on_GetCase.answer = [](const auto&, auto&) {
    return Refusal(grpc::StatusCode::ABORTED, "ETAG_STALE", "the case has changed");
  };
  const Connection connection(Options(server.address()));
  EXPECT_FALSE(connection.Call<v1::GetCaseResponse>(Asking("C1")));
  EXPECT_EQ(server.cases.on_GetCase.calls, 1);
}

TEST(Connection, FollowsAStreamUntilTheListenerHasEnough) {
  FakeServer server;
  for (std::uint64_t i = 1; i <= 3; ++i) server.cases.watched.emplace_back().set_sequence(i);
  const Connection connection(Options(server.address()));
  const auto& watch = *FindMethod("CaseService.WatchCases");
  v1::WatchCasesResponse response;
  std::vector<std::uint64_t> seen;
  EXPECT_FALSE(connection.Follow(watch, v1::WatchCasesRequest(), response, [&] {
    seen.push_back(response.sequence());
    return true;
  }));
  EXPECT_THAT(seen, testing::ElementsAre(1, 2, 3));
  seen.clear();
  EXPECT_FALSE(connection.Follow(watch, v1::WatchCasesRequest(), response, [&] {
    seen.push_back(response.sequence());
    return false;
  }));
  EXPECT_THAT(seen, testing::ElementsAre(1));
}

TEST(RequestId, IsAUuidThatBeginsWithTheTime) {
  const std::regex form("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  std::set<std::string> ids;
  std::string last_beginning;
  for (int i = 0; i < 200; ++i) {
    const std::string id = NewRequestId();
    EXPECT_TRUE(std::regex_match(id, form)) << id;
    EXPECT_GE(id.substr(0, 13), last_beginning);
    last_beginning = id.substr(0, 13);
    ids.insert(id);
  }
  EXPECT_EQ(ids.size(), 200U);
}

TEST(Retry, DoublesItsPausesUpToALimitAndSpreadsThem) {
  const RetryPolicy policy{.attempts = 9,
                           .first_pause = std::chrono::milliseconds(100),
                           .longest_pause = std::chrono::milliseconds(1'000)};
  EXPECT_EQ(PauseAfter(policy, 1, 0).count(), 50);
  EXPECT_EQ(PauseAfter(policy, 1, 50).count(), 100);
  EXPECT_EQ(PauseAfter(policy, 3, 0).count(), 200);
  EXPECT_EQ(PauseAfter(policy, 3, 200).count(), 400);
  EXPECT_EQ(PauseAfter(policy, 60, 500).count(), 1'000);
}

TEST(Methods, AreFoundByShortAndByFullName) {
  const Method* method = FindMethod("CaseService.GetCase");
  ASSERT_NE(method, nullptr);
  EXPECT_EQ(FindMethod("/caseload.v1.CaseService/GetCase"), method);
  EXPECT_EQ(MethodTaking(*v1::GetCaseRequest::descriptor()), method);
  EXPECT_EQ(WirePath(*method), "/caseload.v1.CaseService/GetCase");
  EXPECT_EQ(FindMethod("CaseService.GetCake"), nullptr);
}

}  // namespace
}  // namespace caseload::client
