// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "base/ids.h"
#include "fakes/desk_world.h"

namespace caseload::app {
namespace {

using fakes::DeskWorld;

struct RequestId : testing::Test {
  DeskWorld world;
  v1::Case record = world.ACase(world.AChild().person_id(), "2024-05-01");

  Result<v1::RecordEntryResponse> Visit(const std::string& day, const std::string& request_id) {
    v1::RecordEntryRequest request;
    request.mutable_entry()->add_case_ids(record.case_id());
    request.mutable_entry()->set_occurred_on(day);
    request.mutable_entry()->mutable_visit()->set_child_seen(true);
    const Asking asking{"worker/1", request_id, Sha256(request.SerializeAsString())};
    return DeskWorld::Wait<v1::RecordEntryResponse>(
        [&](Done done) { world.backend->cases().RecordEntry(asking, request, std::move(done)); });
  }
};

TEST_F(RequestId, SentTwiceIsDoneOnceAndGetsTheFirstAnswerAgain) {
  const auto first = Visit("2024-05-10", "a-request-id");
  const auto before = world.Sequence();
  const auto again = Visit("2024-05-10", "a-request-id");
  ASSERT_TRUE(first.ok() && again.ok());
  EXPECT_EQ(first->SerializeAsString(), again->SerializeAsString());
  EXPECT_EQ(world.Sequence(), before);
}

TEST_F(RequestId, ReusedWithAnotherBodyIsRefused) {
  ASSERT_TRUE(Visit("2024-05-10", "a-request-id").ok());
  const auto other = Visit("2024-05-11", "a-request-id");
  ASSERT_FALSE(other.ok());
  EXPECT_EQ(other.error().reason, v1::ERROR_REASON_REQUEST_ID_REUSED);
}

TEST_F(RequestId, OfARefusedRequestCanBeUsedAgain) {
  v1::CloseCaseRequest request;
  request.set_case_id(record.case_id());
  request.set_closed_on("2024-05-30");
  request.set_closure_reason("RC7");
  request.set_etag("99");
  const Asking asking{"worker/1", "another-id", "digest"};
  const auto close = [&] {
    return DeskWorld::Wait<v1::CloseCaseResponse>(
        [&](Done done) { world.backend->cases().Close(asking, request, std::move(done)); });
  };
  const auto stale = close();
  ASSERT_FALSE(stale.ok());
  EXPECT_EQ(stale.error().reason, v1::ERROR_REASON_ETAG_STALE);
  request.set_etag(record.etag());
  EXPECT_TRUE(close().ok());
}

TEST_F(RequestId, AnEntryForFourSiblingsIsOneEntryLinkedFromEachCase) {
  v1::RecordEntryRequest request;
  std::vector<std::string> case_ids{record.case_id()};
  for (const char* name : {"Testname", "Samplename", "Examplename"}) {
    case_ids.push_back(world.ACase(world.AChild(name).person_id(), "2024-05-01").case_id());
  }
  for (const auto& id : case_ids) request.mutable_entry()->add_case_ids(id);
  request.mutable_entry()->set_occurred_on("2024-05-20");
  request.mutable_entry()->mutable_visit()->set_child_seen(true);
  const auto kept = DeskWorld::Wait<v1::RecordEntryResponse>([&](Done done) {
    world.backend->cases().RecordEntry(world.asking, request, std::move(done));
  });
  ASSERT_TRUE(kept.ok());
  for (const auto& id : case_ids) {
    v1::ListEntriesRequest list;
    list.set_case_id(id);
    const auto entries = world.backend->cases().ListEntries(list);
    ASSERT_TRUE(entries.ok());
    ASSERT_EQ(entries->entries_size(), 1);
    EXPECT_EQ(entries->entries(0).entry_id(), kept->entry().entry_id());
  }
}

}  // namespace
}  // namespace caseload::app
