// SPDX-License-Identifier: Apache-2.0
// A rule is shown the same of a case whether it is read from the records or from the resident
// facts: row by row, on many days, as known then and now.
#include <gtest/gtest.h>

#include <cstring>

#include "app/back_test_cases.h"
#include "app/back_test_subjects.h"
#include "exchange/authority.h"
#include "fakes/delivery.h"
#include "store/temporary_folder.h"

namespace caseload::app {
namespace {

using fakes::DeskWorld;

template <class Row>
void ExpectSame(const std::vector<Row>& resident, const std::vector<Row>& records,
                const char* group, const std::string& of) {
  ASSERT_EQ(resident.size(), records.size()) << group << of;
  for (std::size_t i = 0; i < records.size(); ++i)
    ASSERT_EQ(std::memcmp(&resident[i], &records[i], sizeof(Row)), 0) << group << " " << i << of;
}

void ExpectSame(const rules::SubjectFacts& resident, const rules::SubjectFacts& records,
                const std::string& of) {
  ExpectSame(resident.rows.children, records.rows.children, "children", of);
  ExpectSame(resident.rows.cases, records.rows.cases, "cases", of);
  ExpectSame(resident.rows.spans, records.rows.spans, "spans", of);
  EXPECT_EQ(resident.rows.subject_kind, records.rows.subject_kind);
  EXPECT_EQ(resident.rows.subject, records.rows.subject) << of;
  EXPECT_EQ(resident.rows.case_id, records.rows.case_id) << of;
  EXPECT_EQ(resident.rows.as_of, records.rows.as_of) << of;
  EXPECT_EQ(resident.rows.history_complete_from, records.rows.history_complete_from) << of;
  EXPECT_EQ(resident.rows.given, records.rows.given & BackTestResident::kGroups) << of;
  // Evidence leads to the same records. Those of the groups that are not resident come after them.
  ASSERT_LE(resident.origins.size(), records.origins.size()) << of;
  for (std::size_t i = 0; i < resident.origins.size(); ++i) {
    const auto& one = resident.origins[i];
    const auto& other = records.origins[i];
    EXPECT_EQ(one.evidence_kind, other.evidence_kind) << of;
    EXPECT_EQ(one.kind, other.kind) << of;
    EXPECT_EQ(one.id, other.id) << of;
    EXPECT_EQ(one.start, other.start) << of;
    EXPECT_EQ(one.end, other.end) << of;
  }
}

struct TwoSources : testing::Test {
  DeskWorld world{"2025-03-03T09:00:00Z"};
  RecordedDays days;
  std::size_t compared = 0;
  std::size_t spans = 0;

  // A text of the store's clock, for the desk that the backend keeps to itself.
  struct TestDesk {
    explicit TestDesk(DeskWorld& of)
        : desk(of.backend->store(), of.backend->ledger(), of.backend->packs(), of.clock,
               Pager(std::string(32, 'k'))) {}
    Desk desk;
  };
  TestDesk at{world};

  void Compare(const std::string& as_of, std::uint64_t known, bool closed) {
    const Date day = *ParseDate(as_of);
    const std::uint64_t now = world.backend->facts().sequence();
    auto recorded = days.UpTo(world.backend->store().reader(), now);
    ASSERT_TRUE(recorded) << recorded.error().message;
    const BackTestDay asked{day, known, world.backend->imports().HistoryCompleteFrom(known)};
    const auto numbers = rules::NumbersOf(world.backend->packs());
    const BackTestSubjects from_records(at.desk, numbers, {false, false, false}, std::nullopt);
    const BackTestResident resident(world.backend->facts(), *recorded,
                                    BackTestResident::Origins::kNamed);
    const auto cases = BackTestCases(at.desk, world.backend->facts(), now).On(day, known, closed);
    std::vector<rules::SubjectFacts> told_of(cases.size());
    std::vector<bool> told;
    resident.Read(asked, cases, told_of, told);
    BackTestBatch batch;
    ASSERT_TRUE(from_records.Read(asked, cases, batch));
    std::size_t place = 0;
    for (std::size_t i = 0; i < cases.size(); ++i) {
      const std::string of = ", case " + std::to_string(cases[i]) + " on " + as_of;
      const bool read = place < batch.questions.size() && batch.questions[place] == i;
      EXPECT_EQ(told[i], read) << of;
      if (!read || !told[i]) continue;
      ExpectSame(told_of[i], batch.subjects()[place++], of);
      if (HasFatalFailure()) return;
      ++compared;
      spans += told_of[i].rows.spans.size();
    }
  }
};

TEST_F(TwoSources, AgreeOverAMadeUpAuthorityOnEveryDayAndInBothTimes) {
  const store::TemporaryFolder folder;
  exchange::AuthorityPlan plan;
  plan.open_children = 150;
  plan.seed = 5;
  plan.fault_rate = 0.05;
  plan.visits = false;
  const auto made = exchange::MakeAuthority(plan, folder.path());
  ASSERT_TRUE(made) << made.failure().message;
  std::vector<v1::ImportUnit> units;
  for (auto* open : {&exchange::OpenSsd, &exchange::OpenCin}) {
    auto reader = (*open)(open == &exchange::OpenSsd ? made->ssd : made->cin, {});
    ASSERT_TRUE(reader) << reader.failure().message;
    units.clear();
    for (bool more = true; more;) {
      auto unit = (*reader)->Next();
      ASSERT_TRUE(unit) << unit.failure().message;
      more = unit->has_value();
      if (more) units.push_back(**std::move(unit));
    }
    // The census comes later, and corrects and adds.
    fakes::Deliver(world, open == &exchange::OpenSsd ? "dataset" : "census", units, "2023-09-01");
    world.clock.Set("2026-01-20T22:30:00Z");
  }
  const std::uint64_t now = world.backend->facts().sequence();
  const std::uint64_t then =
      *world.backend->store().reader().SequenceAt(*ParseInstant("2025-06-01T00:00:00Z"));
  ASSERT_LT(then, now);
  for (int month = 0; month < 40; ++month) {
    const auto day = FormatDate(AddMonths(*ParseDate("2023-01-17"), month) + month);
    for (const bool closed : {false, true}) {
      Compare(day, now, closed);
      Compare(day, then, closed);
    }
    if (HasFatalFailure()) return;
  }
  EXPECT_GT(compared, 5'000U);
  EXPECT_GT(spans, compared);
}

struct MadeByHand : TwoSources {
  v1::Entry Record(const v1::Entry& entry) {
    v1::RecordEntryRequest request;
    *request.mutable_entry() = entry;
    auto kept = DeskWorld::Wait<v1::RecordEntryResponse>([&](Done done) {
      world.backend->cases().RecordEntry(world.asking, request, std::move(done));
    });
    EXPECT_TRUE(kept) << (kept ? "" : kept.error().message);
    return kept ? kept->entry() : v1::Entry();
  }
  void Correct(const v1::Entry& entry) {
    v1::CorrectEntryRequest request;
    *request.mutable_entry() = entry;
    request.set_because("it was typed wrongly");
    const auto kept = DeskWorld::Wait<v1::CorrectEntryResponse>([&](Done done) {
      world.backend->cases().CorrectEntry(world.asking, request, std::move(done));
    });
    EXPECT_TRUE(kept) << (kept ? "" : kept.error().message);
  }
  static v1::Entry On(const v1::Case& record, const std::string& day, const std::string& end = "") {
    v1::Entry entry;
    entry.add_case_ids(record.case_id());
    entry.set_occurred_on(day);
    entry.set_ended_on(end);
    return entry;
  }
  void CompareAll() {
    const std::uint64_t now = world.backend->facts().sequence();
    for (const char* day : {"2024-01-15", "2024-02-10", "2024-03-05", "2024-04-02", "2025-02-01"}) {
      for (std::uint64_t known = 1; known <= now; ++known) Compare(day, known, true);
    }
  }
};

// Each kind with all that can be said of it, corrected, of one day, and of two cases at once.
TEST_F(MadeByHand, AgreeOnEverySpanThereIs) {
  const auto child = world.AChild().person_id();
  const auto one = world.ACase(child, "2024-01-10");
  const auto two = world.ACase(child, "2024-02-01");
  auto assessment = On(one, "2024-01-12", "2024-03-01");
  assessment.mutable_assessment()->set_no_further_action(false);
  assessment.mutable_assessment()->set_child_seen(true);
  assessment.mutable_assessment()->set_review_on("2024-01-20");
  assessment = Record(assessment);
  auto enquiry = On(one, "2024-01-12", "2024-02-20");
  enquiry.add_case_ids(two.case_id());
  auto& asked = *enquiry.mutable_section47_enquiry();
  asked.set_conference_on("2024-02-15");
  asked.set_conference_target_on("2024-02-05");
  asked.set_conference_not_required(false);
  asked.set_no_further_action(true);
  enquiry = Record(enquiry);
  auto plan = On(two, "2024-02-15");
  plan.mutable_protection_plan()->set_previous_plans(2);
  plan.mutable_protection_plan()->set_other_authority(false);
  plan = Record(plan);
  auto slip = On(two, "2024-02-16", "2024-03-03");
  slip.mutable_protection_plan()->set_previous_plans(4000);
  Record(slip);
  auto need = On(one, "2024-02-15", "2024-04-01");
  need.mutable_cin_plan();
  Record(need);
  auto looked_after = On(two, "2024-03-04", "2024-04-01");
  looked_after.mutable_looked_after_period()->set_start_reason("S");
  looked_after.mutable_looked_after_period()->set_end_reason("E4A");
  Record(looked_after);
  auto placement = On(two, "2024-03-04");
  placement.mutable_placement()->set_kind("U1");
  placement.mutable_placement()->set_provider("unheard of");
  Record(placement);
  auto missing = On(two, "2024-03-06", "2024-03-07");
  missing.mutable_missing_episode()->set_kind("M");
  Record(missing);
  auto court = On(two, "2024-03-08");
  court.mutable_pre_proceedings()->set_court_application_on("2024-03-20");
  Record(court);
  // Of one day with the enquiry, and corrected after it was recorded.
  assessment.mutable_assessment()->set_no_further_action(true);
  Correct(assessment);
  enquiry.mutable_section47_enquiry()->clear_conference_target_on();
  Correct(enquiry);
  plan.set_ended_on("2024-12-01");
  Correct(plan);
  CompareAll();
  EXPECT_GT(spans, 100U);
}

TEST_F(MadeByHand, AgreeOnLivesAndClosures) {
  v1::CreatePersonRequest create;
  create.mutable_person()->set_expected_on("2024-03-01");
  auto unborn = DeskWorld::Wait<v1::CreatePersonResponse>([&](Done done) {
                  world.backend->people().Create(world.asking, create, std::move(done));
                })->person();
  const auto early = world.ACase(unborn.person_id(), "2024-01-05");
  create.mutable_person()->Clear();
  create.mutable_person()->add_names()->set_surname("Birch");
  const auto unknown = DeskWorld::Wait<v1::CreatePersonResponse>([&](Done done) {
                         world.backend->people().Create(world.asking, create, std::move(done));
                       })->person();
  world.ACase(unknown.person_id(), "2024-01-06");
  v1::UpdatePersonRequest born;
  *born.mutable_person() = unborn;
  born.mutable_person()->set_born_on("2024-02-20");
  born.mutable_person()->set_died_on("2024-12-24");
  born.mutable_update_mask()->add_paths("born_on");
  born.mutable_update_mask()->add_paths("died_on");
  world.clock.Set("2025-03-05T00:10:00Z");
  ASSERT_TRUE(DeskWorld::Wait<v1::UpdatePersonResponse>(
      [&](Done done) { world.backend->people().Update(world.asking, born, std::move(done)); }));
  v1::CloseCaseRequest close;
  close.set_case_id(early.case_id());
  close.set_etag(early.etag());
  close.set_closed_on("2024-03-05");
  close.set_closure_reason("RC7");
  const auto closed = DeskWorld::Wait<v1::CloseCaseResponse>(
      [&](Done done) { world.backend->cases().Close(world.asking, close, std::move(done)); });
  ASSERT_TRUE(closed);
  v1::ReopenCaseRequest reopen;
  reopen.set_case_id(early.case_id());
  reopen.set_etag(closed->case_record().etag());
  reopen.set_because("closed by mistake");
  ASSERT_TRUE(DeskWorld::Wait<v1::ReopenCaseResponse>(
      [&](Done done) { world.backend->cases().Reopen(world.asking, reopen, std::move(done)); }));
  // As deliveries have them: a reason without a day, and a referral that was taken on.
  v1::ImportUnit unit;
  auto& odd = *unit.add_cases();
  odd.mutable_source()->set_form("ssd");
  odd.mutable_source()->set_key("odd");
  odd.set_child_id(unknown.person_id());
  odd.set_referred_on("2024-01-20");
  odd.set_closure_reason("RC1");
  odd.set_referral_no_further_action(false);
  fakes::Deliver(world, "odd", {unit});
  CompareAll();
  EXPECT_GT(compared, 30U);
}

}  // namespace
}  // namespace caseload::app
