// SPDX-License-Identifier: Apache-2.0
#include "rules/worker_facts.h"

#include <gtest/gtest.h>

#include "rules/subjects.h"

namespace caseload::rules {
namespace {

// Anna of the team "north" has one case of a child with two, and was supervised once.
WorkerSubject Anna() {
  WorkerSubject subject;
  subject.worker_id = "anna";
  auto& anna = subject.workers.emplace_back();
  anna.set_worker_id("anna");
  anna.set_team_id("north");
  anna.set_role_started_on("2020-01-01");
  anna.set_full_time_equivalent(0.8);
  anna.set_newly_qualified(false);
  auto& child = subject.children.emplace_back();
  child.set_person_id("child");
  child.set_born_on("2015-01-01");
  for (const char* referred : {"2021-01-01", "2023-01-01"}) {
    auto& added = subject.cases.emplace_back();
    added.set_case_id(std::string("case-") + referred);
    added.set_child_id("child");
    added.set_referred_on(referred);
  }
  auto& allocation = subject.allocations.emplace_back();
  allocation.set_allocation_id("allocation");
  allocation.set_child_id("child");
  allocation.set_worker_id("anna");
  allocation.set_from_on("2023-02-01");
  auto& talk = subject.entries.emplace_back();
  talk.set_entry_id("talk");
  talk.set_worker_id("anna");
  talk.set_occurred_on("2024-01-10");
  talk.mutable_supervision();
  return subject;
}

FactsRows RowsOf(const WorkerSubject& subject, const char* as_of) {
  return FactsOf(subject, Day(as_of), SampleNumbers())->rows;
}

TEST(WorkerFacts, ShowHoursAndWhatIsNotRecordedApart) {
  auto subject = Anna();
  auto rows = RowsOf(subject, "2024-03-01");
  ASSERT_EQ(rows.workers.size(), 1u);
  EXPECT_EQ(rows.workers[0].full_time_percent, 80);
  EXPECT_EQ(rows.workers[0].flags, CASELOAD_WORKER_NOT_NEWLY_QUALIFIED);
  EXPECT_EQ(rows.subject_kind, CASELOAD_SUBJECT_WORKER);
  EXPECT_EQ(rows.subject, rows.workers[0].id);
  subject.workers[0].clear_full_time_equivalent();
  subject.workers[0].clear_newly_qualified();
  rows = RowsOf(subject, "2024-03-01");
  EXPECT_EQ(rows.workers[0].full_time_percent, CASELOAD_VALUE_NOT_RECORDED);
  EXPECT_EQ(rows.workers[0].flags, 0u);
}

TEST(WorkerFacts, TakeTheLatestCaseThenWhereAnAllocationNamesOnlyTheChild) {
  const auto rows = RowsOf(Anna(), "2024-03-01");
  ASSERT_EQ(rows.allocations.size(), 1u);
  ASSERT_EQ(rows.cases.size(), 2u);
  EXPECT_EQ(rows.allocations[0].case_id, rows.cases[1].id);
  EXPECT_EQ(rows.allocations[0].worker, rows.subject);
}

TEST(WorkerFacts, ShowTheSupervisionOfAWorkerThatIsInNoCase) {
  const auto rows = RowsOf(Anna(), "2024-03-01");
  ASSERT_EQ(rows.events.size(), 1u);
  EXPECT_EQ(rows.events[0].worker, rows.subject);
  EXPECT_EQ(rows.events[0].case_id, 0u);
  EXPECT_TRUE(RowsOf(Anna(), "2024-01-09").events.empty());
}

TEST(WorkerFacts, KnowAnAbsenceThatOnlySaysTheDayItWasSeenOn) {
  auto subject = Anna();
  auto& absence = subject.absences.emplace_back();
  absence.set_absence_id("absence");
  absence.set_worker_id("anna");
  absence.set_absent_on("2023-09-30");
  const auto rows = RowsOf(subject, "2024-03-01");
  ASSERT_EQ(rows.absences.size(), 1u);
  EXPECT_EQ(rows.absences[0].start, CASELOAD_DAY_NOT_RECORDED);
  EXPECT_EQ(rows.absences[0].end, Day("2023-09-30").days);
  EXPECT_EQ(rows.absences[0].kind, CASELOAD_ABSENCE_OTHER);
}

TEST(WorkerFacts, GiveATeamTheNumberItsWorkersAndAllocationsHave) {
  auto subject = Anna();
  subject.worker_id.clear();
  subject.team_id = "north";
  auto& waiting = subject.allocations.emplace_back();
  waiting.set_allocation_id("waiting");
  waiting.set_case_id("case-2021-01-01");
  waiting.set_team_id("north");
  waiting.set_from_on("2024-01-01");
  const auto rows = RowsOf(subject, "2024-03-01");
  EXPECT_EQ(rows.subject_kind, CASELOAD_SUBJECT_TEAM);
  EXPECT_EQ(rows.workers[0].team, rows.subject);
  ASSERT_EQ(rows.allocations.size(), 2u);
  EXPECT_EQ(rows.allocations[1].team, rows.subject);
  EXPECT_EQ(rows.allocations[1].worker, 0u);
}

TEST(WorkerFacts, ShowWhoHeldACaseBeforeTheRoleTheyHaveNow) {
  auto subject = Anna();
  subject.workers[0].set_role_started_on("2024-06-01");
  const auto rows = RowsOf(subject, "2024-03-01");
  ASSERT_EQ(rows.workers.size(), 1u);
  EXPECT_EQ(rows.workers[0].start, CASELOAD_DAY_NOT_RECORDED);
  EXPECT_EQ(rows.allocations[0].worker, rows.workers[0].id);
}

TEST(WorkerFacts, SayThatThereIsNoSuchWorkerThen) {
  const auto facts = FactsOf(Anna(), Day("2019-12-31"), SampleNumbers());
  ASSERT_FALSE(facts);
  EXPECT_EQ(facts.error().reason, v1::ERROR_REASON_NOT_FOUND);
}

}  // namespace
}  // namespace caseload::rules
