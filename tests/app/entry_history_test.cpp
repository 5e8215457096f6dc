// SPDX-License-Identifier: Apache-2.0
// Chronologies as they stood: an entry that was moved to another case and day since, one that was
// withdrawn, and pages of what was known then.
#include <gtest/gtest.h>

#include "fakes/desk_world.h"

namespace caseload::app {
namespace {

using fakes::DeskWorld;
using Days = std::vector<std::string>;

struct EntryHistory : testing::Test {
  DeskWorld world{"2024-03-10T09:00:00Z"};
  v1::Case first = world.ACase(world.AChild().person_id(), "2024-01-05");
  v1::Case second = world.ACase(world.AChild("Samplename").person_id(), "2024-01-08");
  const std::string before = "2024-03-31T12:00:00Z";
  const std::string after = "2024-05-31T12:00:00Z";

  v1::RecordEntryResponse Visit(const std::string& case_id, const std::string& day) {
    v1::RecordEntryRequest request;
    request.mutable_entry()->add_case_ids(case_id);
    request.mutable_entry()->set_occurred_on(day);
    request.mutable_entry()->mutable_visit()->set_child_seen(true);
    auto kept = DeskWorld::Wait<v1::RecordEntryResponse>([&](Done done) {
      world.backend->cases().RecordEntry(world.asking, request, std::move(done));
    });
    EXPECT_TRUE(kept.ok());
    return kept ? *kept : v1::RecordEntryResponse();
  }

  Result<v1::CorrectEntryResponse> Move(v1::Entry entry, const std::string& case_id,
                                        const std::string& day) {
    v1::CorrectEntryRequest request;
    entry.clear_case_ids();
    entry.add_case_ids(case_id);
    entry.set_occurred_on(day);
    *request.mutable_entry() = entry;
    request.set_because("written down for the wrong child");
    return DeskWorld::Wait<v1::CorrectEntryResponse>([&](Done done) {
      world.backend->cases().CorrectEntry(world.asking, request, std::move(done));
    });
  }

  Result<v1::WithdrawEntryResponse> Withdraw(const v1::Entry& entry) {
    v1::WithdrawEntryRequest request;
    request.set_entry_id(entry.entry_id());
    request.set_etag(entry.etag());
    request.set_because("it did not take place");
    return DeskWorld::Wait<v1::WithdrawEntryResponse>([&](Done done) {
      world.backend->cases().WithdrawEntry(world.asking, request, std::move(done));
    });
  }

  v1::ListEntriesRequest Asking(const v1::Case& record, const std::string& known_at) {
    v1::ListEntriesRequest request;
    request.set_case_id(record.case_id());
    DeskWorld::SetMoment(*request.mutable_moment(), "", known_at);
    return request;
  }

  std::vector<v1::Entry> Entries(const v1::Case& record, const std::string& known_at = "") {
    auto listed = world.backend->cases().ListEntries(Asking(record, known_at));
    EXPECT_TRUE(listed.ok());
    if (!listed) return {};
    return {listed->entries().begin(), listed->entries().end()};
  }

  Days DaysOf(const v1::Case& record, const std::string& known_at = "") {
    Days days;
    for (const auto& entry : Entries(record, known_at)) days.push_back(entry.occurred_on());
    return days;
  }
};

TEST_F(EntryHistory, AnEntryMovedToAnotherCaseStandsWhereItStoodThen) {
  const v1::Entry visit = Visit(first.case_id(), "2024-03-01").entry();
  world.clock.Set("2024-05-02T09:00:00Z");
  ASSERT_TRUE(Move(visit, second.case_id(), "2024-02-14").ok());
  world.clock.Set("2024-06-03T09:00:00Z");

  EXPECT_EQ(DaysOf(first, before), Days{"2024-03-01"});
  EXPECT_EQ(DaysOf(second, before), Days{});
  EXPECT_EQ(DaysOf(first, after), Days{});
  EXPECT_EQ(DaysOf(second, after), Days{"2024-02-14"});
  EXPECT_EQ(DaysOf(first), Days{});
  EXPECT_EQ(DaysOf(second), Days{"2024-02-14"});
}

TEST_F(EntryHistory, OfBothCasesTellsOfTheMove) {
  const v1::Entry visit = Visit(first.case_id(), "2024-03-01").entry();
  ASSERT_TRUE(Move(visit, second.case_id(), "2024-02-14").ok());
  for (const auto& record : {first, second}) {
    v1::ListCaseHistoryRequest request;
    request.set_case_id(record.case_id());
    const auto history = world.backend->cases().History(request);
    ASSERT_TRUE(history.ok());
    const auto& last = history->changes(history->changes_size() - 1);
    EXPECT_EQ(last.action(), "entries.correct");
    EXPECT_EQ(last.because(), "written down for the wrong child");
    EXPECT_EQ(last.record_id(), visit.entry_id());
    EXPECT_EQ(last.version(), 2U);
  }
}

TEST_F(EntryHistory, PagesThroughWhatWasKnownThenWhileTheChronologyGoesOn) {
  std::vector<v1::Entry> visits;
  for (const char* day : {"2024-02-05", "2024-02-01", "2024-02-03", "2024-02-04", "2024-02-02"})
    visits.push_back(Visit(first.case_id(), day).entry());
  world.clock.Set("2024-05-02T09:00:00Z");
  auto request = Asking(first, before);
  request.set_page_size(2);
  Days days;
  int pages = 0;
  do {
    const auto page = world.backend->cases().ListEntries(request);
    ASSERT_TRUE(page.ok());
    EXPECT_LE(page->entries_size(), 2);
    for (const auto& entry : page->entries()) days.push_back(entry.occurred_on());
    request.set_page_token(page->next_page_token());
    // Between two pages somebody moves an entry that has not been shown yet, and adds another.
    if (++pages == 1) {
      ASSERT_TRUE(Move(visits[0], second.case_id(), "2024-01-20").ok());
      Visit(first.case_id(), "2024-02-04");
    }
  } while (!request.page_token().empty() && pages < 10);
  EXPECT_EQ(pages, 3);
  EXPECT_EQ(days, (Days{"2024-02-01", "2024-02-02", "2024-02-03", "2024-02-04", "2024-02-05"}));
}

TEST_F(EntryHistory, KeepsAWithdrawnEntryWithItsReasonAndAsItStoodBefore) {
  const v1::Entry visit = Visit(first.case_id(), "2024-03-01").entry();
  world.clock.Set("2024-05-02T09:00:00Z");
  const auto withdrawn = Withdraw(visit);
  ASSERT_TRUE(withdrawn.ok());
  world.clock.Set("2024-06-03T09:00:00Z");

  const auto then = Entries(first, before);
  ASSERT_EQ(then.size(), 1U);
  EXPECT_EQ(then[0].withdrawn_because(), "");
  for (const auto& now : {Entries(first), Entries(first, after)}) {
    ASSERT_EQ(now.size(), 1U);
    EXPECT_EQ(now[0].withdrawn_because(), "it did not take place");
    EXPECT_EQ(now[0].occurred_on(), "2024-03-01");
  }
  const auto moved = Move(withdrawn->entry(), second.case_id(), "2024-02-14");
  ASSERT_FALSE(moved.ok());
  EXPECT_EQ(moved.error().reason, v1::ERROR_REASON_ENTRY_WITHDRAWN);
}

TEST_F(EntryHistory, RefusesAPageTokenOfAnotherQuery) {
  for (const char* day : {"2024-02-01", "2024-02-02"}) {
    Visit(first.case_id(), day);
    Visit(second.case_id(), day);
  }
  for (const std::string& known_at : {std::string(), before}) {
    world.clock.Set("2024-05-02T09:00:00Z");
    auto request = Asking(first, known_at);
    request.set_page_size(1);
    const auto page = world.backend->cases().ListEntries(request);
    ASSERT_TRUE(page.ok());
    ASSERT_NE(page->next_page_token(), "");
    auto other_case = Asking(second, known_at);
    auto other_instant = Asking(first, after);
    for (auto* other : {&other_case, &other_instant}) {
      other->set_page_size(1);
      other->set_page_token(page->next_page_token());
      const auto refused = world.backend->cases().ListEntries(*other);
      ASSERT_FALSE(refused.ok());
      EXPECT_EQ(refused.error().reason, v1::ERROR_REASON_PAGE_TOKEN_INVALID);
    }
  }
}

// A system that refuses a truthful late entry gets a false one.
TEST_F(EntryHistory, TakesAVisitAfterTheClosureAndCallsItAFinding) {
  v1::CloseCaseRequest request;
  request.set_case_id(first.case_id());
  request.set_etag(first.etag());
  request.set_closed_on("2024-02-20");
  request.set_closure_reason("RC7");
  const auto closed = DeskWorld::Wait<v1::CloseCaseResponse>(
      [&](Done done) { world.backend->cases().Close(world.asking, request, std::move(done)); });
  ASSERT_TRUE(closed.ok());
  const auto late = Visit(first.case_id(), "2024-03-01");
  ASSERT_EQ(late.findings_size(), 1);
  EXPECT_EQ(late.findings(0).code(), "AFTER_CLOSURE");
  EXPECT_EQ(late.findings(0).field(), "occurred_on");
  EXPECT_EQ(Visit(first.case_id(), "2024-02-20").findings_size(), 0);
  EXPECT_EQ(DaysOf(first), (Days{"2024-02-20", "2024-03-01"}));
}

}  // namespace
}  // namespace caseload::app
