// SPDX-License-Identifier: Apache-2.0
// Streams: the gate hears of each that is refused, and each ends once and is gone, whatever it was
// doing.
#include "rpc/status.h"
#include "rpc/stream_world.h"

namespace caseload::rpc {
namespace {

using testing::Test;
using Told = std::vector<std::string>;

constexpr char kExport[] = "CaseService/ExportCases";
constexpr char kWatch[] = "CaseService/WatchCases";
constexpr char kSend[] = "ImportService/SendUnits";

struct Streams : Test {
  StreamWorld world;

  // What came of a call with one message.
  grpc::StatusCode Ask(const std::string& path, const std::string& bytes) {
    const auto call = world.Call(path);
    call->SendLast(bytes);
    while (call->Receive()) continue;
    return call->Finish();
  }
};

std::string AUnit(const std::string& import_id, std::uint64_t position) {
  v1::SendUnitsRequest request;
  request.set_import_id(import_id);
  request.add_units()->set_position(position);
  return request.SerializeAsString();
}

std::string AfterSequence(std::uint64_t sequence) {
  v1::WatchCasesRequest request;
  request.set_after_sequence(sequence);
  return request.SerializeAsString();
}

TEST_F(Streams, TellTheGateOfARequestThatCannotBeRead) {
  for (const char* path : {kExport, kWatch, kSend}) {
    EXPECT_EQ(Ask(path, "\xff"), grpc::StatusCode::INVALID_ARGUMENT) << path;
  }
  EXPECT_EQ(world.told(), (Told{"ExportCases worker/1 REQUEST_UNREADABLE",
                                "WatchCases worker/1 REQUEST_UNREADABLE",
                                "SendUnits worker/1 REQUEST_UNREADABLE"}));
}

TEST_F(Streams, TellTheGateThatTheStoreIsUnavailableWhenTheyBegin) {
  world.store->unavailable = true;
  for (const char* path : {kExport, kWatch}) {
    EXPECT_EQ(Ask(path, ""), grpc::StatusCode::UNAVAILABLE) << path;
  }
  EXPECT_EQ(world.told(), (Told{"ExportCases worker/1 STORE_UNAVAILABLE",
                                "WatchCases worker/1 STORE_UNAVAILABLE"}));
}

TEST_F(Streams, TellTheGateThatTheStoreIsUnavailableOnceTheyRun) {
  for (const char* path : {kExport, kWatch}) {
    world.HoldExecutor();
    const auto call = world.Begin(path);
    world.store->unavailable = true;
    world.held.Open();
    EXPECT_FALSE(call->Receive()) << path;
    EXPECT_EQ(call->Finish(), grpc::StatusCode::UNAVAILABLE) << path;
    world.store->unavailable = false;
  }
  EXPECT_EQ(world.told(), (Told{"ExportCases worker/1 STORE_UNAVAILABLE",
                                "WatchCases worker/1 STORE_UNAVAILABLE"}));
}

TEST_F(Streams, TellTheGateOfAWatchFromBeyondTheJournal) {
  EXPECT_EQ(Ask(kWatch, AfterSequence(1'000)), grpc::StatusCode::OUT_OF_RANGE);
  EXPECT_EQ(world.told(), Told{"WatchCases worker/1 SEQUENCE_UNKNOWN"});
}

TEST_F(Streams, TellTheGateOfUnitsAtTheWrongPosition) {
  const std::string import_id = world.AnImport();
  EXPECT_EQ(Ask(kSend, AUnit(import_id, 7)), CodeOf(v1::ERROR_REASON_IMPORT_POSITION));
  EXPECT_EQ(world.told(), Told{"SendUnits worker/1 IMPORT_POSITION"});
}

TEST(CancelledStreams, EndOnceWhileAReadWaits) {
  for (const char* path : {kExport, kWatch}) {
    StreamWorld world;
    world.HoldExecutor();
    const auto call = world.Begin(path);
    call->Cancel();
    EXPECT_EQ(call->Finish(), grpc::StatusCode::CANCELLED) << path;
    world.End();
    // gRPC has done with the call; the work that names it runs now.
    world.held.Open();
    world.executor.reset();
    EXPECT_EQ(world.told(), Told()) << path;
  }
}

TEST(CancelledStreams, EndOnceWhileTheStoreReads) {
  for (const char* path : {kExport, kWatch}) {
    StreamWorld world;
    world.HoldExecutor();
    const auto call = world.Begin(path);
    world.store->reads.Close();
    const int reads = world.store->reads.passed();
    world.held.Open();
    world.store->reads.Await(reads + 1);
    call->Cancel();
    EXPECT_EQ(call->Finish(), grpc::StatusCode::CANCELLED) << path;
    world.End();
    world.store->unavailable = true;
    world.store->reads.Open();
    world.executor.reset();
    // The caller had gone before the store failed: there was nobody left to refuse.
    EXPECT_EQ(world.told(), Told()) << path;
  }
}

TEST(CancelledStreams, EndOnceWhileUnitsAreWritten) {
  for (const std::uint64_t second : {2, 7}) {
    StreamWorld world;
    const std::string import_id = world.AnImport();
    const int commits = world.store->commits.passed();
    world.store->commits.Close();
    const auto call = world.Call(kSend);
    call->Send(AUnit(import_id, 1));
    world.store->commits.Await(commits + 1);
    // Waits for its turn, which comes when nobody is left to be told of it.
    call->Send(AUnit(import_id, second));
    call->Cancel();
    EXPECT_EQ(call->Finish(), grpc::StatusCode::CANCELLED);
    world.End();
    world.store->commits.Open();
    world.backend.reset();
    EXPECT_EQ(world.told(), Told());
  }
}

}  // namespace
}  // namespace caseload::rpc
