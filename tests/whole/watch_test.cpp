// SPDX-License-Identifier: Apache-2.0
// Watching the journal over the wire: in order, without gaps, and to be gone on with after
// anything.
#include <gtest/gtest.h>

#include <future>
#include <optional>

#include "whole/caller.h"

namespace caseload::whole {
namespace {

// A stream of changes that is read one change at a time.
class Watcher {
 public:
  Watcher(Caller& caller, const v1::WatchCasesRequest& request) {
    context_.set_deadline(Patience());
    reader_ = caller.cases->WatchCases(&context_, request);
  }
  // Nothing once the stream has ended.
  std::optional<v1::Change> Next() {
    while (next_ == message_.changes_size()) {
      if (!reader_->Read(&message_)) return std::nullopt;
      next_ = 0;
      looked_at_ = message_.sequence();
    }
    return message_.changes(next_++);
  }
  // Reads to the end of a stream that ends by itself.
  std::vector<std::uint64_t> Rest() {
    std::vector<std::uint64_t> sequences;
    while (auto change = Next()) sequences.push_back(change->sequence());
    return sequences;
  }
  grpc::Status Finish() { return reader_->Finish(); }
  void Cancel() { context_.TryCancel(); }
  std::uint64_t looked_at() const { return looked_at_; }

 private:
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReader<v1::WatchCasesResponse>> reader_;
  v1::WatchCasesResponse message_;
  int next_ = 0;
  std::uint64_t looked_at_ = 0;
};

v1::WatchCasesRequest From(std::uint64_t sequence, bool until_caught_up = false) {
  v1::WatchCasesRequest request;
  request.set_after_sequence(sequence);
  request.set_until_caught_up(until_caught_up);
  return request;
}

struct WatchTest : testing::Test {
  ServerProcess server;
  Caller writer{server};
  v1::Case record = writer.ACase(writer.AChild().person_id());

  std::uint64_t SequenceOf(const std::string& case_id, const std::string& day) {
    const auto request = Caller::Visit({case_id}, day);
    return Must(*writer.cases, &v1::CaseService::Stub::RecordEntry, request).sequence();
  }
};

TEST_F(WatchTest, BringsEachChangeOfAnotherClientInTheOrderItWasMade) {
  Caller reader(server);
  Watcher watcher(reader, From(2));
  for (const char* day : {"2024-04-01", "2024-04-02", "2024-04-03"}) {
    const auto made = SequenceOf(record.case_id(), day);
    const auto seen = watcher.Next();
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->sequence(), made);
    EXPECT_EQ(seen->action(), "entries.record");
    EXPECT_EQ(seen->record_kind(), "entry");
    EXPECT_EQ(seen->version(), 1U);
  }
  watcher.Cancel();
  EXPECT_EQ(watcher.Finish().error_code(), grpc::StatusCode::CANCELLED);
}

TEST_F(WatchTest, EndsWhenItHasCaughtUpWhereThatWasAsked) {
  SequenceOf(record.case_id(), "2024-04-01");
  Watcher watcher(writer, From(0, true));
  // The child, the case, the visit.
  EXPECT_EQ(watcher.Rest(), (std::vector<std::uint64_t>{1, 2, 3}));
  EXPECT_TRUE(watcher.Finish().ok());
  EXPECT_EQ(watcher.looked_at(), 3U);
}

TEST_F(WatchTest, GoesOnAfterTheServerWasKilledWithExactlyTheRest) {
  Watcher before(writer, From(0));
  std::vector<std::uint64_t> seen;
  for (int i = 0; i < 2; ++i) {
    const auto change = before.Next();
    ASSERT_TRUE(change);
    seen.push_back(change->sequence());
  }
  SequenceOf(record.case_id(), "2024-04-01");
  server.Kill();
  while (auto change = before.Next()) seen.push_back(change->sequence());
  EXPECT_EQ(before.Finish().error_code(), grpc::StatusCode::UNAVAILABLE);
  server.Start();
  writer = Caller(server);
  const auto last = SequenceOf(record.case_id(), "2024-04-02");
  Watcher after(writer, From(before.looked_at(), true));
  const auto rest = after.Rest();
  seen.insert(seen.end(), rest.begin(), rest.end());
  EXPECT_EQ(seen, (std::vector<std::uint64_t>{1, 2, 3, 4}));
  EXPECT_EQ(last, 4U);
}

TEST_F(WatchTest, ShowsOnlyTheCasesAskedFor) {
  const auto other = writer.ACase(writer.AChild("Samplename").person_id());
  auto request = From(0, true);
  request.add_case_ids(other.case_id());
  SequenceOf(record.case_id(), "2024-04-01");
  const auto visit = SequenceOf(other.case_id(), "2024-04-02");
  const auto last = SequenceOf(record.case_id(), "2024-04-03");
  Watcher watcher(writer, request);
  const auto opened = watcher.Next();
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->record_id(), other.case_id());
  EXPECT_EQ(watcher.Rest(), std::vector<std::uint64_t>{visit});
  // What was passed over counts as looked at: a quiet case does not make the next watch start from
  // long ago.
  EXPECT_EQ(watcher.looked_at(), last);
}

TEST_F(WatchTest, ReportsTheReasonThatWasGivenForAChange) {
  const auto visit = writer.AVisit(record.case_id());
  v1::WithdrawEntryRequest request;
  request.set_entry_id(visit.entry_id());
  request.set_etag(visit.etag());
  request.set_because("Recorded for the wrong sample family.");
  const auto withdrawn = Must(*writer.cases, &v1::CaseService::Stub::WithdrawEntry, request);
  Watcher watcher(writer, From(withdrawn.sequence() - 1, true));
  const auto change = watcher.Next();
  ASSERT_TRUE(change);
  EXPECT_EQ(change->because(), request.because());
  EXPECT_EQ(change->version(), 2U);
}

TEST_F(WatchTest, RefusesToStartBeyondTheJournal) {
  Watcher watcher(writer, From(1000));
  EXPECT_FALSE(watcher.Next());
  const auto status = watcher.Finish();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::OUT_OF_RANGE);
  EXPECT_EQ(ReasonOf(status), "SEQUENCE_UNKNOWN");
}

TEST_F(WatchTest, IsToldWhenTheServerEnds) {
  std::optional<Watcher> watcher(std::in_place, writer, From(0));
  ASSERT_TRUE(watcher->Next());
  ASSERT_TRUE(watcher->Next());
  auto stopped = std::async(std::launch::async, [this] { return server.Stop(); });
  EXPECT_FALSE(watcher->Next());
  const auto status = watcher->Finish();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(ReasonOf(status), "BUSY");
  watcher.reset();
  writer = Caller(server);  // an idle connection would hold the server up
  EXPECT_EQ(stopped.get(), 0);
}

}  // namespace
}  // namespace caseload::whole
