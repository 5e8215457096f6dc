// SPDX-License-Identifier: Apache-2.0
// What rules say of a worker, of a team and of the authority, out of a real record: as it stood on
// the day, and as it was known then.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "app/said.h"
#include "fakes/desk_world.h"

namespace caseload::app {
namespace {

using fakes::DeskWorld;
using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Key;
using ::testing::Not;

constexpr char kLoad[] = "caseload.worker-load";
constexpr char kSupervision[] = "caseload.supervision-overdue";

// Anna works a tenth of the week, which is room for ten points; three cases are twelve.
struct OthersThanACase : testing::Test {
  OthersThanACase() {
    world.BringIntoForce("worker-load");
    world.BringIntoForce("supervision-overdue");
    v1::StartImportRequest start;
    start.mutable_import_record()->set_form("ssd");
    start.mutable_import_record()->set_digest(std::string(64, 'a'));
    start.mutable_import_record()->set_history_complete_from_on("2015-01-01");
    const auto started = DeskWorld::Wait<v1::StartImportResponse>(
        [&](Done done) { world.backend->imports().Start(world.asking, start, std::move(done)); });
    import_id = started->import_record().import_id();
    Finish(0);
  }
  void Finish(std::uint64_t units) {
    v1::FinishImportRequest finish;
    finish.set_import_id(import_id);
    finish.set_unit_count(units);
    EXPECT_TRUE(DeskWorld::Wait<v1::FinishImportResponse>([&](Done done) {
      world.backend->imports().Finish(world.asking, finish, std::move(done));
    }));
  }
  void Deliver(const v1::ImportUnit& unit) {
    v1::StartImportRequest start;
    start.mutable_import_record()->set_form("ssd");
    start.mutable_import_record()->set_digest(std::string(64, 'b'));
    const auto started = DeskWorld::Wait<v1::StartImportResponse>(
        [&](Done done) { world.backend->imports().Start(world.asking, start, std::move(done)); });
    ASSERT_TRUE(started);
    v1::SendUnitsRequest request;
    request.set_import_id(started->import_record().import_id());
    *request.add_units() = unit;
    auto sent = SentUnits::From([&](v1::SendUnitsRequest& read) -> Outcome {
      read = request;
      return Nothing{};
    });
    ASSERT_TRUE(DeskWorld::Wait<v1::SendUnitsResponse>([&](Done done) {
      world.backend->imports().Send(world.asking.actor, *sent, std::move(done));
    }));
  }

  v1::Worker AWorker(const std::string& name) {
    v1::CreateWorkerRequest request;
    auto& worker = *request.mutable_worker();
    worker.set_name(name);
    worker.set_team_id(team.team_id());
    worker.set_full_time_equivalent(0.1);
    worker.set_newly_qualified(false);
    worker.set_role_started_on("2020-01-06");
    return DeskWorld::Wait<v1::CreateWorkerResponse>([&](Done done) {
             world.backend->workforce().CreateWorker(world.asking, request, std::move(done));
           })
        ->worker();
  }
  v1::Team ATeam() {
    v1::CreateTeamRequest request;
    request.mutable_team()->set_name("North");
    return DeskWorld::Wait<v1::CreateTeamResponse>([&](Done done) {
             world.backend->workforce().CreateTeam(world.asking, request, std::move(done));
           })
        ->team();
  }
  v1::Case ACase() { return world.ACase(world.AChild().person_id(), "2024-01-10"); }
  void Allocate(const v1::Worker& worker, const v1::Case& record, const std::string& from_on,
                const std::string& until_on = "") {
    v1::AllocateRequest request;
    auto& allocation = *request.mutable_allocation();
    allocation.set_case_id(record.case_id());
    allocation.set_worker_id(worker.worker_id());
    allocation.set_from_on(from_on);
    allocation.set_until_on(until_on);
    ASSERT_TRUE(DeskWorld::Wait<v1::AllocateResponse>([&](Done done) {
      world.backend->workforce().Allocate(world.asking, request, std::move(done));
    }));
  }
  void AllocateAs(const std::string& role, const v1::Worker& worker, const v1::Case& record) {
    v1::AllocateRequest request;
    request.mutable_allocation()->set_case_id(record.case_id());
    request.mutable_allocation()->set_worker_id(worker.worker_id());
    request.mutable_allocation()->set_from_on("2024-01-15");
    request.mutable_allocation()->set_role(role);
    ASSERT_TRUE(DeskWorld::Wait<v1::AllocateResponse>([&](Done done) {
      world.backend->workforce().Allocate(world.asking, request, std::move(done));
    }));
  }
  void Supervise(const v1::Worker& worker, const v1::Case& about, const std::string& day) {
    v1::RecordEntryRequest request;
    auto& entry = *request.mutable_entry();
    entry.add_case_ids(about.case_id());
    entry.set_occurred_on(day);
    entry.set_worker_id(worker.worker_id());
    entry.mutable_supervision();
    ASSERT_TRUE(DeskWorld::Wait<v1::RecordEntryResponse>([&](Done done) {
      world.backend->cases().RecordEntry(world.asking, request, std::move(done));
    }));
  }
  void Absent(const v1::Worker& worker, const std::string& from_on,
              const std::string& covered_by = "") {
    v1::RecordAbsenceRequest request;
    auto& absence = *request.mutable_absence();
    absence.set_worker_id(worker.worker_id());
    absence.set_from_on(from_on);
    absence.set_reason("SIC");
    absence.set_covered_by_worker_id(covered_by);
    ASSERT_TRUE(DeskWorld::Wait<v1::RecordAbsenceResponse>([&](Done done) {
      world.backend->workforce().RecordAbsence(world.asking, request, std::move(done));
    }));
  }

  Result<v1::EvaluateWorkerResponse> OfWorker(const v1::Worker& worker, const std::string& as_of,
                                              const std::string& known_at = "",
                                              const std::string& rule_id = "") {
    v1::EvaluateWorkerRequest request;
    request.set_worker_id(worker.worker_id());
    DeskWorld::SetMoment(*request.mutable_moment(), as_of, known_at);
    if (!rule_id.empty()) request.add_rule_ids(rule_id);
    return world.backend->rules().EvaluateWorker(request);
  }
  Result<v1::EvaluateTeamResponse> OfTeam(const std::string& as_of,
                                          const std::string& known_at = "") {
    v1::EvaluateTeamRequest request;
    request.set_team_id(team.team_id());
    DeskWorld::SetMoment(*request.mutable_moment(), as_of, known_at);
    return world.backend->rules().EvaluateTeam(request);
  }

  DeskWorld world{"2024-03-01T09:00:00Z"};
  std::string import_id;
  v1::Team team = ATeam();
  v1::Worker anna = AWorker("Anna");
};

TEST_F(OthersThanACase, HearThatTheWorkIsMoreThanThereIsRoomFor) {
  for (int i = 0; i < 3; ++i) Allocate(anna, ACase(), "2024-01-15");
  const auto said = ByCode(OfWorker(anna, "2024-03-01"));
  ASSERT_THAT(said, Contains(Key("LOAD_OVER_CAPACITY")));
  EXPECT_EQ(said.at("LOAD_OVER_CAPACITY").measure(), 12);
  EXPECT_EQ(said.at("LOAD_OVER_CAPACITY").threshold(), 10);
}

TEST_F(OthersThanACase, HoldACaseByWhateverNameASourceGivesTheOneWhoHasIt) {
  for (int i = 0; i < 2; ++i) Allocate(anna, ACase(), "2024-01-15");
  const v1::Case third = ACase();
  AllocateAs("Family Support Worker", anna, third);
  EXPECT_THAT(ByCode(OfWorker(anna, "2024-03-01")), Not(Contains(Key("LOAD_OVER_CAPACITY"))));
  AllocateAs("Allocated Case Worker", anna, third);
  EXPECT_THAT(ByCode(OfWorker(anna, "2024-03-01")), Contains(Key("LOAD_OVER_CAPACITY")));
}

TEST_F(OthersThanACase, AreNotAskedAboutWorkThatWasGivenUp) {
  for (int i = 0; i < 2; ++i) Allocate(anna, ACase(), "2024-01-15");
  Allocate(anna, ACase(), "2024-01-15", "2024-02-15");
  EXPECT_THAT(ByCode(OfWorker(anna, "2024-03-01")), Not(Contains(Key("LOAD_OVER_CAPACITY"))));
  EXPECT_THAT(ByCode(OfWorker(anna, "2024-02-10")), Contains(Key("LOAD_OVER_CAPACITY")));
}

TEST_F(OthersThanACase, AreNotHeldAgainstWhatNobodyKnewThen) {
  for (int i = 0; i < 2; ++i) Allocate(anna, ACase(), "2024-01-15");
  const v1::Case third = ACase();
  world.clock.Set("2024-06-03T09:00:00Z");
  Allocate(anna, third, "2024-01-15");
  EXPECT_THAT(ByCode(OfWorker(anna, "2024-03-01", "2024-03-02T00:00:00Z")),
              Not(Contains(Key("LOAD_OVER_CAPACITY"))));
  EXPECT_THAT(ByCode(OfWorker(anna, "2024-03-01")), Contains(Key("LOAD_OVER_CAPACITY")));
}

TEST_F(OthersThanACase, HearOfSupervisionAlsoAboutACaseThatIsNotTheirs) {
  const v1::Case of_another = ACase();
  Supervise(anna, of_another, "2024-01-08");
  auto said = ByCode(OfWorker(anna, "2024-03-01", "", kSupervision));
  ASSERT_THAT(said, Contains(Key("SUPERVISION_OVERDUE")));
  EXPECT_EQ(said.at("SUPERVISION_OVERDUE").measure(), 53);
  world.clock.Set("2024-03-20T09:00:00Z");
  Supervise(anna, of_another, "2024-02-26");
  EXPECT_THAT(ByCode(OfWorker(anna, "2024-03-01", "", kSupervision)),
              Not(Contains(Key("SUPERVISION_OVERDUE"))));
  // It was written down three weeks late: until then nobody could know.
  said = ByCode(OfWorker(anna, "2024-03-01", "2024-03-02T00:00:00Z", kSupervision));
  EXPECT_THAT(said, Contains(Key("SUPERVISION_OVERDUE")));
}

TEST_F(OthersThanACase, CarryTheWorkOfThoseTheyCoverFor) {
  const v1::Worker ben = AWorker("Ben");
  for (int i = 0; i < 2; ++i) Allocate(anna, ACase(), "2024-01-15");
  Allocate(ben, ACase(), "2024-01-15");
  EXPECT_THAT(ByCode(OfWorker(anna, "2024-03-01", "", kLoad)), IsEmpty());
  Absent(ben, "2024-02-05", anna.worker_id());
  const auto said = ByCode(OfWorker(anna, "2024-03-01", "", kLoad));
  ASSERT_THAT(said, Contains(Key("LOAD_OVER_CAPACITY")));
  EXPECT_EQ(said.at("LOAD_OVER_CAPACITY").measure(), 12);
  EXPECT_THAT(ByCode(OfWorker(ben, "2024-03-01", "", kLoad)), IsEmpty());
}

TEST_F(OthersThanACase, AreAskedAboutTogetherAsATeam) {
  const v1::Worker ben = AWorker("Ben");
  for (int i = 0; i < 5; ++i) Allocate(i % 2 == 0 ? anna : ben, ACase(), "2024-01-15");
  Allocate(ben, ACase(), "2024-01-15");
  Absent(ben, "2024-02-05");
  const auto said = ByCode(OfTeam("2024-03-01"));
  ASSERT_THAT(said, Contains(Key("TEAM_OVER_CAPACITY")));
  EXPECT_EQ(said.at("TEAM_OVER_CAPACITY").measure(), 24);
  EXPECT_EQ(said.at("TEAM_OVER_CAPACITY").threshold(), 20);
  ASSERT_THAT(said, Contains(Key("ABSENT_WITHOUT_COVER")));
  EXPECT_EQ(said.at("ABSENT_WITHOUT_COVER").measure(), 3);
  ASSERT_THAT(said, Contains(Key("TEAM_SUPERVISION_OVERDUE")));
  EXPECT_EQ(said.at("TEAM_SUPERVISION_OVERDUE").measure(), 2);
}

// As a source says it that names a team and no professional.
v1::ImportUnit GivenToSouth() {
  v1::ImportUnit unit;
  unit.set_position(1);
  auto& child = *unit.add_people();
  child.mutable_source()->set_key("child/1");
  child.add_names()->set_surname("Birch");
  auto& record = *unit.add_cases();
  record.mutable_source()->set_key("case/1");
  record.set_child_id("key:child/1");
  record.set_referred_on("2024-01-10");
  auto& south = *unit.add_teams();
  south.mutable_source()->set_key("team/south");
  south.set_name("South");
  auto& given = *unit.add_allocations();
  given.mutable_source()->set_key("allocation/1");
  given.set_case_id("key:case/1");
  given.set_team_id("key:team/south");
  given.set_from_on("2024-01-11");
  return unit;
}

TEST_F(OthersThanACase, HearOfAChildWhomTheTeamWasGivenAndNobodyInIt) {
  Deliver(GivenToSouth());
  const auto teams = world.backend->workforce().ListTeams({});
  for (const auto& one : teams->teams()) {
    if (one.name() == "South") team = one;
  }
  const auto said = ByCode(OfTeam("2024-03-01"));
  ASSERT_THAT(said, Contains(Key("NOT_ALLOCATED")));
  EXPECT_EQ(said.at("NOT_ALLOCATED").measure(), 1);
  // A worker of another team takes it.
  v1::ListCasesResponse cases;
  ASSERT_TRUE(cases.ParseFromString(*world.backend->cases().List(v1::ListCasesRequest())));
  Allocate(anna, cases.cases(0), "2024-02-15");
  EXPECT_THAT(ByCode(OfTeam("2024-03-01")), Not(Contains(Key("NOT_ALLOCATED"))));
  EXPECT_THAT(ByCode(OfTeam("2024-02-14")), Contains(Key("NOT_ALLOCATED")));
}

TEST_F(OthersThanACase, BelongToTheTeamTheyWereInThen) {
  for (int i = 0; i < 3; ++i) Allocate(anna, ACase(), "2024-01-15");
  const v1::Team former = std::exchange(team, ATeam());
  world.clock.Set("2024-06-03T09:00:00Z");
  v1::UpdateWorkerRequest move;
  *move.mutable_worker() = anna;
  move.mutable_worker()->set_team_id(team.team_id());
  move.mutable_update_mask()->add_paths("team_id");
  ASSERT_TRUE(DeskWorld::Wait<v1::UpdateWorkerResponse>([&](Done done) {
    world.backend->workforce().UpdateWorker(world.asking, move, std::move(done));
  }));
  EXPECT_THAT(ByCode(OfTeam("2024-06-03")), Contains(Key("TEAM_OVER_CAPACITY")));
  team = former;
  EXPECT_THAT(ByCode(OfTeam("2024-06-03")), Not(Contains(Key("TEAM_OVER_CAPACITY"))));
  EXPECT_THAT(ByCode(OfTeam("2024-03-01", "2024-03-02T00:00:00Z")),
              Contains(Key("TEAM_OVER_CAPACITY")));
}

TEST_F(OthersThanACase, AreNoConcernOfARuleThatIsAboutChildren) {
  world.BringIntoForce("recurrence");
  const auto of_worker = StateOf(OfWorker(anna, "2024-03-01"));
  EXPECT_EQ(of_worker.at("caseload.recurrence"), v1::RULE_OUTCOME_STATE_NOT_ASKED);
  EXPECT_EQ(of_worker.at(kLoad), v1::RULE_OUTCOME_STATE_EVALUATED);
  v1::EvaluateCaseRequest request;
  request.set_case_id(ACase().case_id());
  const auto of_case = world.backend->rules().Evaluate(request);
  ASSERT_TRUE(of_case) << of_case.error().message;
  EXPECT_EQ(StateOf(of_case).at(kLoad), v1::RULE_OUTCOME_STATE_NOT_ASKED);
  EXPECT_EQ(StateOf(of_case).at(kSupervision), v1::RULE_OUTCOME_STATE_EVALUATED);
  EXPECT_EQ(of_case->rules_size(), 2);
  const auto named = OfWorker(anna, "2024-03-01", "", "caseload.recurrence");
  ASSERT_FALSE(named);
  EXPECT_EQ(named.error().reason, v1::ERROR_REASON_RULE_UNAVAILABLE);
}

TEST_F(OthersThanACase, HaveToBeThere) {
  v1::EvaluateWorkerRequest nobody;
  nobody.set_worker_id(team.team_id());
  EXPECT_EQ(world.backend->rules().EvaluateWorker(nobody).error().reason,
            v1::ERROR_REASON_NOT_FOUND);
  EXPECT_EQ(OfWorker(anna, "2024-03-01", "2024-02-01T00:00:00Z").error().reason,
            v1::ERROR_REASON_NOT_KNOWN_THEN);
  EXPECT_EQ(OfTeam("2024-03-01", "2024-02-01T00:00:00Z").error().reason,
            v1::ERROR_REASON_NOT_KNOWN_THEN);
}

// Somebody counted by hand what the authority is told: eight codes of disability are expected.
struct TheAuthority : testing::Test {
  TheAuthority() { world.BringIntoForce("census-quality"); }

  void AChildWith(const std::vector<std::string>& disabilities) {
    v1::Person child = world.AChild();
    v1::UpdatePersonRequest request;
    request.mutable_person()->set_person_id(child.person_id());
    request.mutable_person()->set_etag(child.etag());
    for (const auto& code : disabilities) request.mutable_person()->add_disabilities(code);
    request.mutable_update_mask()->add_paths("disabilities");
    ASSERT_TRUE(DeskWorld::Wait<v1::UpdatePersonResponse>([&](Done done) {
      world.backend->people().Update(world.asking, request, std::move(done));
    }));
    world.ACase(child.person_id(), "2024-01-10");
  }
  std::map<std::string, v1::Finding> Said(const std::string& as_of,
                                          const std::string& known_at = "") {
    v1::EvaluateAuthorityRequest request;
    DeskWorld::SetMoment(*request.mutable_moment(), as_of, known_at);
    return ByCode(world.backend->rules().EvaluateAuthority(request));
  }

  DeskWorld world{"2024-03-01T09:00:00Z"};
};

TEST_F(TheAuthority, IsToldWhatOnlyNumbersOverAllChildrenShow) {
  AChildWith({"HAND"});
  AChildWith({"HAND"});
  world.AChild();  // nobody ever opened a case
  auto said = Said("2024-03-01");
  ASSERT_THAT(said, Contains(Key("CENSUS_2887Q")));
  EXPECT_EQ(said.at("CENSUS_2887Q").measure(), 1);
  ASSERT_THAT(said, Contains(Key("CENSUS_2888Q")));
  EXPECT_EQ(said.at("CENSUS_2888Q").measure(), 2);
  world.clock.Set("2024-06-03T09:00:00Z");
  AChildWith({"HAND", "INC"});
  said = Said("2024-03-01");
  EXPECT_EQ(said.at("CENSUS_2887Q").measure(), 2);
  EXPECT_THAT(said, Not(Contains(Key("CENSUS_2888Q"))));
  EXPECT_EQ(Said("2024-03-01", "2024-03-02T00:00:00Z").at("CENSUS_2888Q").measure(), 2);
}

TEST_F(TheAuthority, CountsNobodyWhoseCaseHadNotBegun) {
  AChildWith({"HAND"});
  EXPECT_THAT(Said("2024-01-09"), Not(Contains(Key("CENSUS_2888Q"))));
}

}  // namespace
}  // namespace caseload::app
