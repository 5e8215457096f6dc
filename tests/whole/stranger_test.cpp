// SPDX-License-Identifier: Apache-2.0
// Clients that nobody here wrote and that know nothing of this API but what the server tells them
// by reflection.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <set>
#include <sstream>

#include "cpp/method.h"
#include "whole/caller.h"

namespace caseload::whole {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;
namespace fs = std::filesystem;

std::set<std::string> Services() {
  std::set<std::string> names;
  for (const auto* method : client::AllMethods()) names.insert(method->service()->full_name());
  return names;
}

// One field of the reflection protocol that holds text: enough to ask with, without its generated
// code.
std::string Asked(int field, const std::string& text) {
  std::string bytes;
  bytes += static_cast<char>(field << 3 | 2);
  bytes += static_cast<char>(text.size());
  return bytes + text;
}

constexpr char kReflection[] = "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";

TEST(Reflection, ListsEveryServiceAndHealth) {
  const ServerProcess server;
  constexpr int kListServices = 7;
  const auto listed = SendBytes(server.Channel(), kReflection, Asked(kListServices, "*"));
  ASSERT_EQ(listed->size(), 1U) << listed.status.error_message();
  EXPECT_EQ(Services().size(), 9U);
  for (const auto& name : Services()) EXPECT_THAT(listed->front(), HasSubstr(name));
}

TEST(Reflection, DescribesEveryServiceAndHealth) {
  const ServerProcess server;
  constexpr int kFileContainingSymbol = 4;
  for (const auto& name : Services()) {
    const auto described =
        SendBytes(server.Channel(), kReflection, Asked(kFileContainingSymbol, name));
    ASSERT_EQ(described->size(), 1U) << name;
    EXPECT_THAT(described->front(), HasSubstr(name.substr(name.rfind('.') + 1))) << name;
    EXPECT_THAT(described->front(), HasSubstr(".proto")) << name;
    EXPECT_THAT(described->front(), HasSubstr("proto3")) << name;
  }
}

// Where `buf` is, when it is anywhere.
std::string Buf() {
  if (const char* named = std::getenv("CASELOAD_BUF")) return named;
  const auto local = fs::path(CASELOAD_SOURCE_DIR) / "node_modules/.bin/buf";
  if (fs::exists(local)) return local.string();
  const char* path = std::getenv("PATH");
  std::istringstream folders(path == nullptr ? "" : path);
  for (std::string folder; std::getline(folders, folder, ':');) {
    if (fs::exists(fs::path(folder) / "buf")) return (fs::path(folder) / "buf").string();
  }
  return "";
}

struct Stranger : testing::Test {
  std::string buf = Buf();

  void SetUp() override {
    if (buf.empty())
      GTEST_SKIP() << "NOT TESTED: no buf on PATH, in node_modules or in CASELOAD_BUF";
  }
  Ended Curl(const ServerProcess& server, const std::string& path,
             std::vector<std::string> arguments) {
    std::vector<std::string> all{"curl", "--protocol", "grpc", "--http2-prior-knowledge"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    all.push_back("http://" + server.other_address() + path);
    return RunProgram(buf, all);
  }
};

TEST_F(Stranger, ListsTheServices) {
  const ServerProcess server({"--listen", "127.0.0.1:0"});
  const auto listed = Curl(server, "", {"--list-services"});
  ASSERT_EQ(listed.code, 0) << listed.err;
  for (const auto& name : Services()) EXPECT_THAT(listed.out, HasSubstr(name + "\n"));
}

TEST_F(Stranger, GetsACase) {
  const ServerProcess server({"--listen", "127.0.0.1:0"});
  Caller caller(server);
  const auto record = caller.ACase(caller.AChild().person_id());
  const auto got = Curl(server, "/caseload.v1.CaseService/GetCase",
                        {"--data", "{\"case_id\": \"" + record.case_id() + "\"}"});
  ASSERT_EQ(got.code, 0) << got.err;
  EXPECT_THAT(got.out, HasSubstr(record.case_id()));
  EXPECT_THAT(got.out, ContainsRegex("\"referredOn\": *\"2024-03-01\""));
}

TEST_F(Stranger, IsToldOfARefusal) {
  const ServerProcess server({"--listen", "127.0.0.1:0"});
  const auto refused =
      Curl(server, "/caseload.v1.CaseService/GetCase", {"--data", "{\"case_id\": \"nobody\"}"});
  EXPECT_NE(refused.code, 0);
  EXPECT_THAT(refused.err, HasSubstr("not_found"));
  EXPECT_THAT(refused.err, HasSubstr("google.rpc.ErrorInfo"));
}

TEST_F(Stranger, AsksHowTheServerIs) {
  const ServerProcess server({"--listen", "127.0.0.1:0"});
  const auto healthy = Curl(server, "/grpc.health.v1.Health/Check", {"--data", "{}"});
  ASSERT_EQ(healthy.code, 0) << healthy.err;
  EXPECT_THAT(healthy.out, HasSubstr("SERVING"));
}

}  // namespace
}  // namespace caseload::whole
