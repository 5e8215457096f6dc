// SPDX-License-Identifier: Apache-2.0
// An import that is cut off in the middle, by its sender or by a kill of the server, goes on where
// it stopped; in the end the server keeps what one keeps that was never disturbed.
#include "whole/import_desk.h"

namespace caseload::whole {
namespace {

using client::Sent;

struct InterruptedImport : testing::Test {
  const std::filesystem::path sample = Census("fake_CIN_data");
  ServerProcess server;
  // Small messages, so that there is a middle to be cut off in.
  client::SendOptions options;

  void SetUp() override {
    if (!std::filesystem::exists(sample))
      GTEST_SKIP() << "THE SAMPLE fake_CIN_data.xml IS NOT HERE: NOTHING WAS TESTED";
    options.units_per_message = 10;
    options.window = 3;
  }

  std::unique_ptr<exchange::UnitReader> Open() {
    auto reader = exchange::OpenCin(sample, {});
    EXPECT_TRUE(reader);
    return *std::move(reader);
  }

  static v1::Import ImportAt(const ImportDesk& desk, const std::string& import_id) {
    v1::GetImportRequest request;
    request.set_import_id(import_id);
    return Must(*desk.caller.imports, &v1::ImportService::Stub::GetImport, request).import_record();
  }

  // Equal to what a server keeps to which the delivery came in one piece.
  void ExpectSameAsUndisturbed(const v1::Import& finished) {
    const ServerProcess other;
    const ImportDesk undisturbed(other);
    const v1::Import expected = undisturbed.Deliver(&exchange::OpenCin, sample);
    EXPECT_EQ(finished.state(), v1::IMPORT_STATE_FINISHED);
    EXPECT_EQ(finished.accepted_through(), expected.accepted_through());
    EXPECT_EQ(finished.counts().ShortDebugString(), expected.counts().ShortDebugString());
    const ImportDesk desk(server);
    EXPECT_EQ(desk.Everything(), undisturbed.Everything());
    EXPECT_EQ(desk.Faults(finished.import_id()), undisturbed.Faults(expected.import_id()));
  }
};

TEST_F(InterruptedImport, GoesOnAfterASenderThatWentAway) {
  std::string import_id;
  std::uint64_t kept = 0;
  {
    const ImportDesk desk(server);
    const auto reader = Open();
    const v1::Import begun = desk.Start(*reader).import_record();
    import_id = begun.import_id();
    grpc::ClientContext context;
    context.set_deadline(Patience());
    const auto stream = desk.caller.imports->SendUnits(&context);
    v1::SendUnitsResponse receipt;
    while (kept < 100) {
      v1::SendUnitsRequest message;
      message.set_import_id(import_id);
      for (int i = 0; i < 10; ++i) *message.add_units() = **reader->Next();
      ASSERT_TRUE(stream->Write(message));
      ASSERT_TRUE(stream->Read(&receipt));
      kept = receipt.accepted_through();
    }
    context.TryCancel();
    EXPECT_FALSE(stream->Finish().ok());
  }
  const Ended gone_on = RunClient(server, {"import", "cin", sample.string()});
  EXPECT_EQ(gone_on.code, 0) << gone_on.err;
  EXPECT_NE(gone_on.err.find("going on after unit 100"), std::string::npos) << gone_on.err;
  EXPECT_NE(gone_on.out.find(import_id), std::string::npos) << gone_on.out;
  ExpectSameAsUndisturbed(ImportAt(ImportDesk(server), import_id));
}

TEST_F(InterruptedImport, GoesOnAfterAKillOfTheServerAndAnotherStart) {
  client::RetryPolicy once;
  once.attempts = 1;
  const ImportDesk cut_off(server, once);
  const auto reader = Open();
  const v1::Import begun = cut_off.Start(*reader).import_record();
  std::uint64_t acknowledged = 0;
  const auto sent = cut_off.Send(begun, *reader, options, [&](const Sent& so_far) {
    acknowledged = so_far.accepted_through;
    if (acknowledged >= 120) server.Kill();
  });
  ASSERT_FALSE(sent.ok());
  ASSERT_GE(acknowledged, 120U);
  server.Start();

  const ImportDesk desk(server);
  const auto again = Open();
  const auto started = desk.Start(*again);
  EXPECT_TRUE(started.known_already());
  EXPECT_EQ(started.import_record().import_id(), begun.import_id());
  EXPECT_EQ(started.import_record().state(), v1::IMPORT_STATE_RUNNING);
  EXPECT_GE(started.import_record().accepted_through(), acknowledged);
  EXPECT_LT(started.import_record().accepted_through(), 333U);
  const auto rest = desk.Send(started.import_record(), *again, options);
  ASSERT_TRUE(rest.ok()) << rest.problem().message;
  ExpectSameAsUndisturbed(desk.Finish(begun, rest->accepted_through));
}

// The same run of the sender, across three kills.
TEST_F(InterruptedImport, IsSentOnByTheSameSenderWhenTheServerComesBack) {
  const ImportDesk desk(server);
  const auto reader = Open();
  const v1::Import begun = desk.Start(*reader).import_record();
  int kills = 0;
  const auto sent = desk.Send(begun, *reader, options, [&](const Sent& so_far) {
    if (so_far.accepted_through < static_cast<std::uint64_t>(80 * (kills + 1)) || kills == 3)
      return;
    ++kills;
    server.Kill();
    server.Start();
  });
  ASSERT_TRUE(sent.ok()) << sent.problem().message;
  EXPECT_EQ(kills, 3);
  ExpectSameAsUndisturbed(desk.Finish(begun, sent->accepted_through));
}

}  // namespace
}  // namespace caseload::whole
