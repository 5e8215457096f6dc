// SPDX-License-Identifier: Apache-2.0
// Rules about workers, teams and the authority, asked with the real programs over the made-up
// authority.
#include <gmock/gmock.h>

#include "rules/release_packages.h"
#include "whole/import_desk.h"

namespace caseload::whole {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using Stub = v1::RuleService::Stub;

constexpr char kLastDay[] = "2026-03-31";  // of the made-up authority

struct AMadeUpWorker : testing::Test {
  TempFolder folder;
  ServerProcess server;
  Caller caller{server};
  v1::Worker worker;

  void SetUp() override {
    const Ended made = RunProgram(ClientProgram(), {"make-authority", "--children", "60", "--seed",
                                                    "3", "--out", folder.path().string()});
    ASSERT_EQ(made.code, 0) << made.err;
    const Ended brought = RunClient(server, {"import", "ssd", (folder.path() / "ssd").string(),
                                             "--history-complete-from", "2022-04-01"});
    ASSERT_EQ(brought.code, 0) << brought.err;
    for (const char* rule : {"worker-load", "supervision-overdue", "census-quality"})
      caller.BringIntoForce(rules::PackageOfTheRelease(rule));
    worker = WhoHoldsMost();
    ASSERT_NE(worker.team_id(), "");
  }

  v1::Worker WhoHoldsMost() {
    v1::Worker found;
    std::uint64_t most = 0;
    v1::ListWorkersRequest all;
    all.set_page_size(500);
    const auto listed = Must(*caller.workforce, &v1::WorkforceService::Stub::ListWorkers, all);
    for (const auto& one : listed.workers()) {
      v1::GetWorkerCaseloadRequest request;
      request.set_worker_id(one.worker_id());
      request.mutable_moment()->set_as_of_on(kLastDay);
      const auto held =
          Must(*caller.caseload, &v1::CaseloadService::Stub::GetWorkerCaseload, request);
      if (held.cases() <= most || one.team_id().empty()) continue;
      most = held.cases();
      found = one;
    }
    EXPECT_GT(most, 1U);
    return found;
  }
  // Leaves room for nothing, and gives back the instant at which that was recorded.
  google::protobuf::Timestamp AlmostNoHours() {
    v1::UpdateWorkerRequest request;
    request.mutable_worker()->set_worker_id(worker.worker_id());
    request.mutable_worker()->set_etag(worker.etag());
    request.mutable_worker()->set_full_time_equivalent(0.01);
    request.mutable_worker()->set_role_started_on("2022-04-04");
    request.mutable_worker()->set_newly_qualified(false);
    for (const char* path : {"full_time_equivalent", "role_started_on", "newly_qualified"})
      request.mutable_update_mask()->add_paths(path);
    return Must(*caller.workforce, &v1::WorkforceService::Stub::UpdateWorker, request)
        .worker()
        .recorded_at();
  }
  void Absent(const std::string& from_on) {
    v1::RecordAbsenceRequest request;
    request.mutable_absence()->set_worker_id(worker.worker_id());
    request.mutable_absence()->set_from_on(from_on);
    request.mutable_absence()->set_reason("SIC");
    Must(*caller.workforce, &v1::WorkforceService::Stub::RecordAbsence, request);
  }
  void Supervise(const std::string& day) {
    v1::RecordEntryRequest request;
    auto& entry = *request.mutable_entry();
    entry.add_case_ids(caller.ACase(caller.AChild().person_id(), "2025-01-10").case_id());
    entry.set_occurred_on(day);
    entry.set_worker_id(worker.worker_id());
    entry.mutable_supervision();
    Must(*caller.cases, &v1::CaseService::Stub::RecordEntry, request);
  }
  // Codes, sorted; nothing failed.
  std::set<std::string> Said(const google::protobuf::Timestamp* known_at = nullptr) {
    v1::EvaluateWorkerRequest request;
    request.set_worker_id(worker.worker_id());
    request.mutable_moment()->set_as_of_on(kLastDay);
    if (known_at != nullptr) *request.mutable_moment()->mutable_known_at() = *known_at;
    const auto answer = Must(*caller.rules, &Stub::EvaluateWorker, request);
    int evaluated = 0;
    for (const auto& outcome : answer.outcomes())
      evaluated += outcome.state() == v1::RULE_OUTCOME_STATE_EVALUATED ? 1 : 0;
    EXPECT_EQ(evaluated, 2);
    std::set<std::string> said;
    for (const auto& finding : answer.findings()) said.insert(finding.code());
    return said;
  }
};

TEST_F(AMadeUpWorker, IsSpokenOfWithTheirCaseloadAbsenceAndSupervisionAsKnownThen) {
  auto instant = AlmostNoHours();
  auto said = Said();
  EXPECT_TRUE(said.contains("LOAD_OVER_CAPACITY"));
  EXPECT_TRUE(said.contains("SUPERVISION_OVERDUE"));
  EXPECT_FALSE(said.contains("ABSENT_WITHOUT_COVER"));
  Supervise("2026-03-25");
  Absent("2026-03-02");
  said = Said();
  EXPECT_FALSE(said.contains("SUPERVISION_OVERDUE"));
  EXPECT_TRUE(said.contains("ABSENT_WITHOUT_COVER"));
  // As it was known before: neither the absence nor the supervision.
  said = Said(&instant);
  EXPECT_TRUE(said.contains("LOAD_OVER_CAPACITY"));
  EXPECT_TRUE(said.contains("SUPERVISION_OVERDUE"));
  EXPECT_FALSE(said.contains("ABSENT_WITHOUT_COVER"));
}

TEST_F(AMadeUpWorker, IsToldOfOnTheCommandLineAsAreTheTeamAndTheAuthority) {
  AlmostNoHours();
  const Ended of_worker =
      RunClient(server, {"evaluate", "worker", worker.worker_id(), "--as-of", kLastDay});
  EXPECT_EQ(of_worker.code, 0) << of_worker.err;
  EXPECT_THAT(of_worker.out,
              AllOf(HasSubstr("said by: caseload.worker-load"), HasSubstr("Asked 2 rules, as of "),
                    Not(HasSubstr("caseload.census-quality"))));
  const Ended of_team =
      RunClient(server, {"evaluate", "team", worker.team_id(), "--as-of", kLastDay});
  EXPECT_EQ(of_team.code, 0) << of_team.err;
  EXPECT_THAT(of_team.out, HasSubstr("Asked 2 rules, as of "));
  const Ended of_all = RunClient(server, {"evaluate", "authority", "--as-of", kLastDay});
  EXPECT_EQ(of_all.code, 0) << of_all.err;
  EXPECT_THAT(of_all.out, AllOf(HasSubstr("said by: caseload.census-quality"),
                                HasSubstr("Asked 1 rule, as of ")));
  const Ended of_nobody = RunClient(server, {"evaluate", "team", worker.worker_id()});
  EXPECT_EQ(of_nobody.code, 3);
}

}  // namespace
}  // namespace caseload::whole
