// SPDX-License-Identifier: Apache-2.0
// Whom a case is about and who holds it, as case show tells.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/run_cli.h"

namespace caseload::cli {
namespace {

using fakes::FakeServer;
using testing::HasSubstr;
using testing::Not;

struct HeldCase : testing::Test {
  HeldCase() {
    v1::GetCaseResponse got;
    got.mutable_case_record()->set_case_id("C1");
    got.mutable_case_record()->set_child_id("P1");
    got.mutable_case_record()->set_note("a narrative of the referral");
    server.cases.on_GetCase.Answers(got);
    server.cases.on_ListEntries.Answers({});
    Hold("W1", "", "2023-01-01", "2024-02-29");
    Hold("W2", "T2", "2024-03-01", "");
    server.workforce.on_GetWorker.answer = [](const auto& asked, auto& answer) {
      answer.mutable_worker()->set_name(asked.worker_id() == "W1" ? "Ash Sample" : "Robin Sample");
      answer.mutable_worker()->set_team_id("T1");
      return grpc::Status::OK;
    };
    server.workforce.on_GetTeam.answer = [](const auto& asked, auto& answer) {
      answer.mutable_team()->set_name(asked.team_id() == "T1" ? "South team" : "North team");
      return grpc::Status::OK;
    };
    server.workforce.on_ListAllocations.Answers(held);
    server.people.on_GetPerson.answer = [](const auto&, auto& answer) {
      auto* name = answer.mutable_person()->add_names();
      name->set_forename("Zoë");
      name->set_surname("Sample");
      return grpc::Status::OK;
    };
  }

  void Hold(const char* worker, const char* team, const char* from, const char* until) {
    auto* allocation = held.add_allocations();
    allocation->set_worker_id(worker);
    allocation->set_team_id(team);
    allocation->set_from_on(from);
    allocation->set_until_on(until);
  }

  v1::ListAllocationsResponse held;
  FakeServer server;
};

TEST_F(HeldCase, NamesItsChildAndItsWorkerAndTeam) {
  EXPECT_THAT(RunAt(server, {"case", "show", "C1"}).out,
              testing::ContainsRegex("CHILD  +Zoë Sample\nCHILD ID  +P1\n"
                                     "HELD BY  +Robin Sample, North team \\(W2\\), since "
                                     "2024-03-01\n"));
}

TEST_F(HeldCase, NamesWhoHeldItOnADayOfThePast) {
  EXPECT_THAT(RunAt(server, {"case", "show", "C1", "--as-of", "2024-01-15"}).out,
              HasSubstr("Ash Sample, South team (W1), since 2023-01-01\n"));
}

TEST_F(HeldCase, DoesNotSayWhoHeldItAsKnownEarlier) {
  EXPECT_THAT(RunAt(server, {"case", "show", "C1", "--known-at", "2024-01-15"}).out,
              Not(HasSubstr("HELD BY")));
}

TEST_F(HeldCase, IsSaidToBeHeldByNobodyWhenItIs) {
  server.workforce.on_ListAllocations.Answers({});
  EXPECT_THAT(RunAt(server, {"case", "show", "C1"}).out,
              testing::ContainsRegex("HELD BY  +nobody\n"));
}

TEST_F(HeldCase, IsShownWithoutNamesThatMayNotBeRead) {
  server.people.on_GetPerson.answer = [](const auto&, auto&) {
    return fakes::Refusal(grpc::StatusCode::PERMISSION_DENIED, "PERMISSION_NEEDED", "not allowed");
  };
  const Ran ran = RunAt(server, {"case", "show", "C1"});
  EXPECT_EQ(ran.code, kOk) << ran.err;
  EXPECT_THAT(ran.out, Not(HasSubstr("CHILD  ")));
}

TEST_F(HeldCase, ShowsItsOwnNarrativeOnlyWhenAsked) {
  EXPECT_THAT(RunAt(server, {"case", "show", "C1"}).out, Not(HasSubstr("narrative")));
  EXPECT_THAT(RunAt(server, {"case", "show", "C1", "--notes"}).out,
              HasSubstr("a narrative of the referral"));
}

}  // namespace
}  // namespace caseload::cli
