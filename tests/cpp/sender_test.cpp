// SPDX-License-Identifier: Apache-2.0
// How a delivery gets across whole, also over a stream that breaks.
#include "cpp/sender.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cpp/fake_server.h"

namespace caseload::client {
namespace {

using fakes::FakeServer;
using fakes::UnitStream;

// Keeps units as the real server would: in order, each once, or not at all.
struct Keeper {
  std::vector<std::uint64_t> kept;
  std::size_t messages = 0;

  std::uint64_t through() const { return kept.size(); }
  bool Keep(const v1::SendUnitsRequest& message) {
    ++messages;
    for (const auto& unit : message.units()) {
      if (unit.position() != through() + 1) return false;
      kept.push_back(unit.position());
    }
    return true;
  }
  v1::SendUnitsResponse Receipt() const {
    v1::SendUnitsResponse response;
    response.set_accepted_through(through());
    response.mutable_counts()->set_people(through());
    return response;
  }
};

grpc::Status OutOfOrder() {
  return fakes::Refusal(grpc::StatusCode::ABORTED, "IMPORT_POSITION", "units out of order");
}

// Breaks each stream after so many messages; the last of them is kept without a receipt.
void ServeInPieces(FakeServer& server, Keeper& keeper, std::size_t messages_a_stream) {
  server.imports.on_SendUnits = [&, messages_a_stream](UnitStream& stream) {
    v1::SendUnitsRequest message;
    for (std::size_t i = 1; stream.Read(&message); ++i) {
      if (!keeper.Keep(message)) return OutOfOrder();
      if (i == messages_a_stream) return grpc::Status(grpc::StatusCode::UNAVAILABLE, "gone");
      stream.Write(keeper.Receipt());
    }
    return grpc::Status::OK;
  };
  server.imports.on_GetImport.answer = [&](const auto&, auto& answer) {
    answer.mutable_import_record()->set_accepted_through(keeper.through());
    return grpc::Status::OK;
  };
}

ConnectOptions Options(const FakeServer& server) {
  ConnectOptions options;
  options.address = server.address();
  options.pause = [](std::chrono::milliseconds) {};
  return options;
}

UnitSource Units(std::uint64_t count) {
  return [count, next = std::uint64_t{0}]() mutable -> Answer<std::optional<v1::ImportUnit>> {
    if (next == count) return std::optional<v1::ImportUnit>();
    v1::ImportUnit unit;
    unit.set_position(++next);
    unit.add_people()->mutable_source()->set_key("key:" + std::to_string(next));
    return std::optional(std::move(unit));
  };
}

v1::Import Begun(std::uint64_t accepted_through = 0) {
  v1::Import import_record;
  import_record.set_import_id("I1");
  import_record.set_accepted_through(accepted_through);
  return import_record;
}

constexpr SendOptions kSmall{.units_per_message = 10, .window = 3};

TEST(SendUnits, GetsEveryUnitAcrossAndReportsHowFarItIs) {
  Keeper keeper;  // before the server: a stream that was cancelled may still be answering
  FakeServer server;
  ServeInPieces(server, keeper, 1'000);
  const Connection connection(Options(server));
  std::vector<std::uint64_t> progress;
  const auto sent = SendUnits(connection, kSmall, Begun(), Units(95), [&](const Sent& so_far) {
    progress.push_back(so_far.accepted_through);
  });
  ASSERT_TRUE(sent) << sent.problem().message;
  EXPECT_EQ(sent->accepted_through, 95U);
  EXPECT_EQ(sent->counts.people(), 95U);
  EXPECT_EQ(keeper.messages, 10U);
  ASSERT_FALSE(progress.empty());
  EXPECT_EQ(progress.back(), 95U);
  EXPECT_TRUE(std::is_sorted(progress.begin(), progress.end()));
}

TEST(SendUnits, GoesOnAfterABrokenStreamWithoutLossOrDoubles) {
  Keeper keeper;
  FakeServer server;
  ServeInPieces(server, keeper, 3);
  const Connection connection(Options(server));
  const auto sent = SendUnits(connection, kSmall, Begun(), Units(200), {});
  ASSERT_TRUE(sent) << sent.problem().reason;
  ASSERT_EQ(keeper.kept.size(), 200U);
  EXPECT_EQ(keeper.kept.back(), 200U);
}

TEST(SendUnits, PassesOverWhatAFormerRunGotAcross) {
  Keeper keeper;
  FakeServer server;
  for (std::uint64_t i = 1; i <= 40; ++i) keeper.kept.push_back(i);
  ServeInPieces(server, keeper, 1'000);
  const Connection connection(Options(server));
  const auto sent = SendUnits(connection, kSmall, Begun(40), Units(60), {});
  ASSERT_TRUE(sent);
  EXPECT_EQ(keeper.kept.size(), 60U);
  EXPECT_EQ(keeper.messages, 2U);
}

TEST(SendUnits, GivesUpWhenNothingGetsAcrossAnyMore) {
  Keeper keeper;
  FakeServer server;
  ServeInPieces(server, keeper, 1'000);
  int streams = 0;
  server.imports.on_SendUnits = [&](UnitStream&) {
    ++streams;
    return fakes::Refusal(grpc::StatusCode::UNAVAILABLE, "STORE_UNAVAILABLE", "the disk is full");
  };
  const Connection connection(Options(server));
  const auto sent = SendUnits(connection, kSmall, Begun(), Units(60), {});
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.problem().reason, "STORE_UNAVAILABLE");
  EXPECT_EQ(streams, 4);
}

TEST(SendUnits, StopsAtOnceWhenItIsRefused) {
  FakeServer server;
  int streams = 0;
  server.imports.on_SendUnits = [&](UnitStream&) {
    ++streams;
    return fakes::Refusal(grpc::StatusCode::PERMISSION_DENIED, "PERMISSION_NEEDED", "not allowed");
  };
  const Connection connection(Options(server));
  const auto sent = SendUnits(connection, kSmall, Begun(), Units(60), {});
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.problem().reason, "PERMISSION_NEEDED");
  EXPECT_EQ(streams, 1);
}

TEST(SendUnits, StopsWithTheReasonOfASourceThatCannotBeReadOn) {
  Keeper keeper;
  FakeServer server;
  ServeInPieces(server, keeper, 1'000);
  const Connection connection(Options(server));
  int given = 0;
  const UnitSource source = [&]() -> Answer<std::optional<v1::ImportUnit>> {
    if (++given > 25) return Problem{3, "XML_BROKEN", "the file ends in the middle"};
    return std::optional(v1::ImportUnit());
  };
  const auto sent = SendUnits(connection, kSmall, Begun(), source, {});
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.problem().reason, "XML_BROKEN");
}

TEST(SendUnits, RefusesAUnitThatNoMessageCanCarry) {
  Keeper keeper;
  FakeServer server;
  ServeInPieces(server, keeper, 1'000);
  const Connection connection(Options(server));
  const UnitSource source = [] {
    v1::ImportUnit unit;
    unit.add_entries()->set_note(std::string(4 * 1024 * 1024, 'x'));
    return Answer<std::optional<v1::ImportUnit>>(std::optional(std::move(unit)));
  };
  const auto sent = SendUnits(connection, kSmall, Begun(), source, {});
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.problem().reason, "TOO_LARGE");
}

}  // namespace
}  // namespace caseload::client
