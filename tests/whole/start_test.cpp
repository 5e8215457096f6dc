// SPDX-License-Identifier: Apache-2.0
// When the server refuses to start, and what it tells whoever started it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "whole/caller.h"

namespace caseload::whole {
namespace {

using ::testing::HasSubstr;
namespace fs = std::filesystem;

Ended StartOn(const fs::path& folder, const std::string& address) {
  return RunProgram(ServerProgram(), {"--data", folder.string(), "--listen", address});
}

std::string BytesOf(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void Overwrite(const fs::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
}

struct Starting : testing::Test {
  TempFolder folder;
  const std::string free = "unix:" + (folder.path() / "free").string();
};

TEST_F(Starting, IsRefusedOnAnAddressThatOthersCanReach) {
  for (const char* address :
       {"0.0.0.0:0", "[::]:0", "192.0.2.1:0", "localhost.example:0", "somewhere"}) {
    const auto ended = StartOn(folder.path() / "none", address);
    EXPECT_EQ(ended.code, 2) << address;
    EXPECT_THAT(ended.err, HasSubstr(address));
    EXPECT_EQ(ended.out, "");
  }
  // Nothing was made for a server that does not run.
  EXPECT_FALSE(fs::exists(folder.path() / "none"));
}

TEST_F(Starting, IsRefusedWithoutAFolder) {
  const auto ended = RunProgram(ServerProgram(), {"--listen", free});
  EXPECT_EQ(ended.code, 2);
  EXPECT_THAT(ended.err, HasSubstr("--data"));
}

TEST_F(Starting, IsRefusedWhileAnotherServerHoldsTheRecords) {
  ServerProcess server;
  const auto second = StartOn(server.data(), free);
  EXPECT_EQ(second.code, 1);
  EXPECT_THAT(second.err, HasSubstr("another server holds the store's folder"));
  // And the first has not noticed.
  EXPECT_NE(Caller(server).AChild().person_id(), "");
}

TEST_F(Starting, IsRefusedOnASocketAnotherServerListensOn) {
  const ServerProcess server;
  const auto second = StartOn(folder.path() / "other", server.address());
  EXPECT_EQ(second.code, 1) << second.out << second.err;
  EXPECT_THAT(second.err, HasSubstr("another server is listening"));
  EXPECT_NE(Caller(server).AChild().person_id(), "");
}

TEST_F(Starting, IsRefusedOnAFileThatIsNoDatabaseAndLeavesItAsItWas) {
  ServerProcess server;
  server.Stop();
  const auto file = server.data() / "caseload.db";
  const std::string noise(64 * 1024, 'x');
  Overwrite(file, noise);
  const auto ended = StartOn(server.data(), free);
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.err, HasSubstr("cannot start"));
  EXPECT_EQ(ended.out, "");
  EXPECT_EQ(BytesOf(file), noise);
}

TEST_F(Starting, IsRefusedOnADatabaseThatIsDamaged) {
  ServerProcess server;
  {
    Caller caller(server);
    for (int i = 0; i < 50; ++i) caller.ACase(caller.AChild().person_id());
  }
  server.Stop();
  const auto file = server.data() / "caseload.db";
  const std::string whole = BytesOf(file);
  // Cut short, and with every page but the first made of noise.
  for (const auto& damaged : {whole.substr(0, whole.size() / 2),
                              whole.substr(0, 8192) + std::string(whole.size() - 8192, 'x')}) {
    Overwrite(file, damaged);
    const auto ended = StartOn(server.data(), free);
    EXPECT_EQ(ended.code, 1);
    EXPECT_THAT(ended.err, HasSubstr("cannot start"));
    EXPECT_EQ(ended.out, "");
  }
  Overwrite(file, whole);
  server.Start();
  EXPECT_NE(Caller(server).AChild().person_id(), "");
}

TEST_F(Starting, IsRefusedWithoutReferenceFiles) {
  const auto ended =
      RunProgram(ServerProgram(), {"--data", (folder.path() / "new").string(), "--listen", free,
                                   "--packs", (folder.path() / "none").string()});
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.err, HasSubstr("cannot start"));
}

TEST_F(Starting, KeepsRecordsAndSocketForTheirOwnerAlone) {
  const ServerProcess server;
  const auto rights = [](const fs::path& path) {
    struct stat found {};
    EXPECT_EQ(::stat(path.c_str(), &found), 0) << path;
    return found.st_mode & 0777;
  };
  EXPECT_EQ(rights(server.socket()), 0600U);
  EXPECT_EQ(rights(server.data()), 0700U);
  EXPECT_EQ(rights(server.data() / "caseload.db"), 0600U);
}

TEST_F(Starting, AnswersOnALoopbackPortItChoseAsWell) {
  const ServerProcess server({"--listen", "127.0.0.1:0"});
  EXPECT_THAT(server.other_address(), ::testing::StartsWith("127.0.0.1:"));
  Caller caller(grpc::CreateChannel(server.other_address(), grpc::InsecureChannelCredentials()));
  EXPECT_NE(caller.AChild().person_id(), "");
}

TEST_F(Starting, EndsInGoodOrderWhenAsked) {
  ServerProcess server;
  const auto child = Caller(server).AChild();
  EXPECT_EQ(server.Stop(), 0);
  server.Start();
  v1::GetPersonRequest request;
  request.set_person_id(child.person_id());
  Caller caller(server);
  EXPECT_EQ(Must(*caller.people, &v1::PeopleService::Stub::GetPerson, request)
                .person()
                .SerializeAsString(),
            child.SerializeAsString());
}

}  // namespace
}  // namespace caseload::whole
