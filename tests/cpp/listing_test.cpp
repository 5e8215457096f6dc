// SPDX-License-Identifier: Apache-2.0
// How lists are walked through page by page, and calls made by their names.
#include "cpp/listing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "caseload/v1/case_service.pb.h"
#include "cpp/dynamic_call.h"
#include "cpp/fake_server.h"
#include "cpp/json.h"

namespace caseload::client {
namespace {

using fakes::FakeServer;

// A list of 7 cases, three to a page at most.
void ServeSeven(FakeServer& server) {
  server.cases.on_ListCases.answer = [](const auto& asked, auto& answer) {
    const int from = asked.page_token().empty() ? 0 : std::stoi(asked.page_token());
    const int size = std::min(asked.page_size() == 0 ? 3 : asked.page_size(), 3);
    const int until = std::min(7, from + size);
    for (int i = from; i < until; ++i) {
      answer.add_cases()->set_case_id("C" + std::to_string(i));
    }
    if (until < 7) answer.set_next_page_token(std::to_string(until));
    return grpc::Status::OK;
  };
}

ConnectOptions Options(const FakeServer& server) {
  ConnectOptions options;
  options.address = server.address();
  options.pause = [](std::chrono::milliseconds) {};
  return options;
}

TEST(Listing, WalksThroughEveryPageOnce) {
  FakeServer server;
  ServeSeven(server);
  const Connection connection(Options(server));
  Listing<v1::ListCasesRequest, v1::ListCasesResponse> listing(connection, {});
  std::vector<std::string> ids;
  for (const auto& page : listing) {
    for (const auto& found : page.cases()) ids.push_back(found.case_id());
  }
  EXPECT_FALSE(listing.problem());
  EXPECT_THAT(ids, testing::ElementsAre("C0", "C1", "C2", "C3", "C4", "C5", "C6"));
  EXPECT_EQ(server.cases.on_ListCases.calls, 3);
}

TEST(Listing, EndsWithTheProblemOfThePageThatCouldNotBeHad) {
  FakeServer server;
  server.cases.on_ListCases.answer = [](const auto& asked, auto& answer) {
    if (!asked.page_token().empty()) {
      return fakes::Refusal(grpc::StatusCode::INVALID_ARGUMENT, "PAGE_TOKEN_INVALID",
                            "no such page");
    }
    answer.add_cases();
    answer.set_next_page_token("2");
    return grpc::Status::OK;
  };
  const Connection connection(Options(server));
  Listing<v1::ListCasesRequest, v1::ListCasesResponse> listing(connection, {});
  int pages = 0;
  for ([[maybe_unused]] const auto& page : listing) ++pages;
  EXPECT_EQ(pages, 1);
  ASSERT_TRUE(listing.problem());
  EXPECT_EQ(listing.problem()->reason, "PAGE_TOKEN_INVALID");
}

TEST(Collect, StopsAtItsLimitAndSaysThatThereIsMore) {
  FakeServer server;
  ServeSeven(server);
  const Connection connection(Options(server));
  const auto some = Collect<v1::ListCasesResponse>(connection, v1::ListCasesRequest(), 2);
  ASSERT_TRUE(some);
  EXPECT_EQ(some->cases_size(), 2);
  EXPECT_EQ(some->next_page_token(), "2");
  const auto all = Collect<v1::ListCasesResponse>(connection, v1::ListCasesRequest(), 5'000);
  ASSERT_TRUE(all);
  EXPECT_EQ(all->cases_size(), 7);
  EXPECT_EQ(all->next_page_token(), "");
}

TEST(CallByName, TakesJsonAndGivesMessages) {
  FakeServer server;
  ServeSeven(server);
  const Connection connection(Options(server));
  std::string text;
  ASSERT_TRUE(CallByName(connection, "CaseService.ListCases", R"({"page_size": 1})",
                         [&](const auto& message) {
                           text += ToJson(message, JsonStyle::kOneLine);
                           return true;
                         }));
  EXPECT_EQ(text, "{\"cases\":[{\"case_id\":\"C0\"}],\"next_page_token\":\"1\"}\n");
}

TEST(CallByName, GivesEveryMessageOfAStream) {
  FakeServer server;
  for (std::uint64_t i = 1; i <= 2; ++i) server.cases.watched.emplace_back().set_sequence(i);
  const Connection connection(Options(server));
  std::string text;
  ASSERT_TRUE(CallByName(connection, "CaseService.WatchCases", "{}", [&](const auto& message) {
    text += ToJson(message, JsonStyle::kOneLine);
    return true;
  }));
  EXPECT_EQ(text, "{\"sequence\":\"1\"}\n{\"sequence\":\"2\"}\n");
}

TEST(CallByName, NeverRepeatsTheTextItCouldNotRead) {
  FakeServer server;
  const Connection connection(Options(server));
  const auto outcome = CallByName(connection, "CaseService.GetCase", R"({"case_id": Robin Sample})",
                                  [](const auto&) { return true; });
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.problem().reason, "REQUEST_UNREADABLE");
  EXPECT_THAT(outcome.problem().message, testing::Not(testing::HasSubstr("Robin")));
}

TEST(CallByName, RefusesACallThatTakesAStream) {
  FakeServer server;
  const Connection connection(Options(server));
  const auto outcome =
      CallByName(connection, "ImportService.SendUnits", "{}", [](const auto&) { return true; });
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.problem().reason, "CALL_STREAMS_REQUESTS");
}

}  // namespace
}  // namespace caseload::client
