// SPDX-License-Identifier: Apache-2.0
// The server is killed fifty times while eight people write. What they were told is kept is kept,
// whole and once.
#include <gtest/gtest.h>

#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "store/sqlite/sqlite_store.h"
#include "whole/caller.h"

namespace caseload::whole {
namespace {

constexpr int kKills = 50;
constexpr int kWriters = 8;

// One request under its id, and the answer; empty while it is not known what became of it.
template <class Request>
struct Written {
  Request request;
  std::string answer;
};

// Each writer works for two siblings: visits are to both, concerns are the first one's.
struct Writer {
  std::vector<std::string> case_ids;
  std::string etag;  // of the first case
  int written = 0;
  std::vector<Written<v1::RecordEntryRequest>> visits;
  std::vector<Written<v1::AssertConcernRequest>> concerns;
};

// Counts what was acknowledged, so that the kill comes in the middle of the work and not after some
// time.
class Acknowledged {
 public:
  void Add() {
    const std::lock_guard lock(mutex_);
    ++count_;
    reached_.notify_all();
  }
  void Await(int count) {
    std::unique_lock lock(mutex_);
    reached_.wait(lock, [&] { return count_ >= count; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable reached_;
  int count_ = 0;
};

struct CrashTest : testing::Test {
  ServerProcess server;
  std::vector<Writer> writers{kWriters};
  int doubtful = 0;

  void SetUp() override {
    Caller caller(server);
    for (auto& writer : writers) {
      for (const char* name : {"Testname", "Samplename"}) {
        const auto opened = caller.ACase(caller.AChild(name).person_id());
        writer.case_ids.push_back(opened.case_id());
        if (writer.etag.empty()) writer.etag = opened.etag();
      }
    }
  }

  static std::string RequestId(const Writer& writer) {
    return writer.case_ids[0] + "-" + std::to_string(writer.written);
  }

  // False when the answer did not come.
  static bool WriteVisit(Caller& caller, Writer& writer) {
    auto& visit = writer.visits.emplace_back();
    visit.request = Caller::Visit(writer.case_ids, "2024-04-02", RequestId(writer));
    const auto answer = Ask(*caller.cases, &v1::CaseService::Stub::RecordEntry, visit.request);
    if (answer.ok()) visit.answer = answer.body.SerializeAsString();
    return answer.ok();
  }

  static bool WriteConcern(Caller& caller, Writer& writer) {
    auto& concern = writer.concerns.emplace_back();
    concern.request.set_case_id(writer.case_ids[0]);
    concern.request.set_etag(writer.etag);
    concern.request.set_request_id(RequestId(writer));
    concern.request.mutable_concern()->set_basis(v1::CONCERN_BASIS_WORKER);
    concern.request.mutable_concern()->set_code("HARM.NEGLECT");
    concern.request.mutable_concern()->set_asserted_on("2024-04-02");
    const auto answer = Ask(*caller.cases, &v1::CaseService::Stub::AssertConcern, concern.request);
    if (!answer.ok()) return false;
    concern.answer = answer.body.SerializeAsString();
    writer.etag = answer->case_record().etag();
    return true;
  }

  // Writes until the server no longer answers.
  static void Work(std::shared_ptr<grpc::Channel> channel, Writer& writer,
                   Acknowledged& acknowledged) {
    Caller caller(std::move(channel));
    constexpr int kConcernEvery = 4;
    while (true) {
      ++writer.written;
      const bool told = writer.written % kConcernEvery == 0 ? WriteConcern(caller, writer)
                                                            : WriteVisit(caller, writer);
      if (!told) return;
      acknowledged.Add();
    }
  }

  void WorkUntilKilled(int acknowledgements) {
    Acknowledged acknowledged;
    std::vector<std::thread> threads;
    for (auto& writer : writers) {
      threads.emplace_back(
          [this, &writer, &acknowledged] { Work(server.Channel(), writer, acknowledged); });
    }
    acknowledged.Await(acknowledgements);
    server.Kill();
    for (auto& thread : threads) thread.join();
  }

  // Everything is sent once more under its request id: what was answered gets the same answer, what
  // was not is settled.
  void SendAgain(Caller& caller, Writer& writer, std::size_t first_visit,
                 std::size_t first_concern) {
    for (std::size_t i = first_visit; i < writer.visits.size(); ++i) {
      auto& visit = writer.visits[i];
      const auto again = Must(*caller.cases, &v1::CaseService::Stub::RecordEntry, visit.request);
      doubtful += visit.answer.empty() ? 1 : 0;
      if (visit.answer.empty()) visit.answer = again.SerializeAsString();
      EXPECT_EQ(again.SerializeAsString(), visit.answer);
    }
    for (std::size_t i = first_concern; i < writer.concerns.size(); ++i) {
      auto& concern = writer.concerns[i];
      const auto again =
          Must(*caller.cases, &v1::CaseService::Stub::AssertConcern, concern.request);
      doubtful += concern.answer.empty() ? 1 : 0;
      if (concern.answer.empty()) concern.answer = again.SerializeAsString();
      EXPECT_EQ(again.SerializeAsString(), concern.answer);
      writer.etag = again.case_record().etag();
    }
  }

  static std::map<std::string, std::string> EntriesOf(Caller& caller, const std::string& case_id) {
    std::map<std::string, std::string> entries;
    v1::ListEntriesRequest request;
    request.set_case_id(case_id);
    request.set_page_size(500);
    do {
      const auto page = Must(*caller.cases, &v1::CaseService::Stub::ListEntries, request);
      for (const auto& entry : page.entries())
        entries[entry.entry_id()] = entry.SerializeAsString();
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return entries;
  }

  static std::multiset<std::string> EntriesInHistory(Caller& caller, const std::string& case_id) {
    std::multiset<std::string> ids;
    v1::ListCaseHistoryRequest request;
    request.set_case_id(case_id);
    request.set_page_size(500);
    do {
      const auto page = Must(*caller.cases, &v1::CaseService::Stub::ListCaseHistory, request);
      for (const auto& change : page.changes()) {
        if (change.record_kind() == "entry") ids.insert(change.record_id());
      }
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return ids;
  }

  // What was acknowledged before the kill is there before anything is sent again; and nothing is
  // linked by halves.
  static void ExpectKept(Caller& caller, const Writer& writer, std::size_t first_visit) {
    const auto first = EntriesOf(caller, writer.case_ids[0]);
    EXPECT_EQ(first, EntriesOf(caller, writer.case_ids[1]));
    for (std::size_t i = 0; i < writer.visits.size(); ++i) {
      v1::RecordEntryResponse told;
      if (writer.visits[i].answer.empty()) continue;
      ASSERT_TRUE(told.ParseFromString(writer.visits[i].answer));
      const auto found = first.find(told.entry().entry_id());
      ASSERT_NE(found, first.end()) << "an acknowledged visit is missing";
      EXPECT_EQ(found->second, told.entry().SerializeAsString());
      if (i < first_visit) continue;
      v1::GetEntryRequest one;
      one.set_entry_id(told.entry().entry_id());
      EXPECT_EQ(
          Must(*caller.cases, &v1::CaseService::Stub::GetEntry, one).entry().SerializeAsString(),
          found->second);
    }
  }

  // Once all is settled: exactly what was asked for, and each once, in the record and in the
  // history.
  static void ExpectEachOnce(Caller& caller, const Writer& writer) {
    std::multiset<std::string> wanted;
    for (const auto& visit : writer.visits) {
      v1::RecordEntryResponse told;
      ASSERT_TRUE(told.ParseFromString(visit.answer));
      wanted.insert(told.entry().entry_id());
    }
    for (const auto& case_id : writer.case_ids) {
      std::multiset<std::string> kept;
      for (const auto& [id, bytes] : EntriesOf(caller, case_id)) kept.insert(id);
      EXPECT_EQ(kept, wanted);
      EXPECT_EQ(EntriesInHistory(caller, case_id), wanted);
    }
    v1::GetCaseRequest request;
    request.set_case_id(writer.case_ids[0]);
    const auto record = Must(*caller.cases, &v1::CaseService::Stub::GetCase, request).case_record();
    std::set<std::string> concerns;
    for (const auto& concern : record.concerns()) concerns.insert(concern.concern_id());
    EXPECT_EQ(concerns.size(), writer.concerns.size() + 1);  // and the one it was referred for
    for (const auto& concern : writer.concerns) {
      v1::AssertConcernResponse told;
      ASSERT_TRUE(told.ParseFromString(concern.answer));
      EXPECT_TRUE(concerns.contains(told.concern_id())) << "an acknowledged concern is missing";
    }
  }

  void OneKill(int acknowledgements) {
    std::vector<std::pair<std::size_t, std::size_t>> before;
    for (const auto& writer : writers)
      before.emplace_back(writer.visits.size(), writer.concerns.size());
    WorkUntilKilled(acknowledgements);
    const auto whole = store::SqliteStore::Verify(server.data());
    ASSERT_TRUE(whole.ok()) << whole.error().message;
    server.Start();
    Caller caller(server);
    for (std::size_t i = 0; i < writers.size(); ++i) {
      ExpectKept(caller, writers[i], before[i].first);
      SendAgain(caller, writers[i], before[i].first, before[i].second);
      ExpectEachOnce(caller, writers[i]);
    }
  }
};

TEST_F(CrashTest, LosesNothingItAcknowledgedAndKeepsNothingByHalves) {
  for (int kill = 0; kill < kKills && !HasFailure(); ++kill) {
    SCOPED_TRACE("kill " + std::to_string(kill + 1));
    // From the very first write on to well into the work.
    OneKill(1 + kill % 25);
  }
  // Else the server was never killed while it wrote, and the test proved nothing.
  EXPECT_GT(doubtful, kKills);
}

}  // namespace
}  // namespace caseload::whole
