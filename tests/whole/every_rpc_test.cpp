// SPDX-License-Identifier: Apache-2.0
// One story in which every call of the API is made once over the wire, and a check that none was
// left out.
#include <gmock/gmock.h>
#include <google/protobuf/util/field_mask_util.h>
#include <gtest/gtest.h>

#include "whole/answered_calls.h"
#include "whole/caller.h"
#include "whole/rule_story.h"

namespace caseload::whole {
namespace {

using google::protobuf::util::FieldMaskUtil;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Chapters of the story; each uses what those before it made.
struct Story : testing::Test {
  ServerProcess server;
  std::set<std::string> answered;
  Caller caller{Listened()};
  v1::Person child;
  v1::Person mother;
  v1::Team team;
  v1::Worker worker;
  v1::Case record;
  v1::Allocation allocation;
  v1::Family family;

  std::shared_ptr<grpc::Channel> Listened() { return ListeningChannel(server.address(), answered); }

  void People() {
    using Stub = v1::PeopleService::Stub;
    child = caller.AChild("Testname");
    mother = caller.AChild("Samplename");
    v1::UpdatePersonRequest update;
    update.mutable_person()->set_person_id(child.person_id());
    update.mutable_person()->set_etag(child.etag());
    update.mutable_person()->set_sex("F");
    FieldMaskUtil::FromString("sex", update.mutable_update_mask());
    EXPECT_EQ(Must(*caller.people, &Stub::UpdatePerson, update).person().sex(), "F");

    v1::GetPersonRequest get;
    get.set_person_id(child.person_id());
    EXPECT_EQ(Must(*caller.people, &Stub::GetPerson, get).person().born_on(), "2015-05-01");
    v1::SearchPeopleRequest search;
    search.set_name("testn");
    const auto found = Must(*caller.people, &Stub::SearchPeople, search);
    ASSERT_EQ(found.people_size(), 1);
    EXPECT_EQ(found.people(0).person_id(), child.person_id());
    v1::ListPersonHistoryRequest history;
    history.set_person_id(child.person_id());
    const auto changes = Must(*caller.people, &Stub::ListPersonHistory, history);
    ASSERT_EQ(changes.changes_size(), 2);
    EXPECT_EQ(changes.changes(1).action(), "people.update");
  }

  void Family() {
    using Stub = v1::PeopleService::Stub;
    v1::CreateRelationshipRequest link;
    link.mutable_relationship()->set_person_id(mother.person_id());
    link.mutable_relationship()->set_related_person_id(child.person_id());
    link.mutable_relationship()->set_kind("mother");
    const auto linked = Must(*caller.people, &Stub::CreateRelationship, link).relationship();
    v1::EndRelationshipRequest end;
    end.set_relationship_id(linked.relationship_id());
    end.set_etag(linked.etag());
    end.set_until_on("2024-01-31");
    EXPECT_EQ(Must(*caller.people, &Stub::EndRelationship, end).relationship().until_on(),
              "2024-01-31");
    v1::ListRelationshipsRequest links;
    links.set_person_id(child.person_id());
    EXPECT_EQ(Must(*caller.people, &Stub::ListRelationships, links).relationships_size(), 1);

    v1::CreateFamilyRequest create;
    create.mutable_family()->add_members()->set_person_id(child.person_id());
    family = Must(*caller.people, &Stub::CreateFamily, create).family();
    v1::UpdateFamilyRequest update;
    *update.mutable_family() = family;
    update.mutable_family()->add_members()->set_person_id(mother.person_id());
    EXPECT_EQ(Must(*caller.people, &Stub::UpdateFamily, update).family().members_size(), 2);
    v1::GetFamilyRequest get;
    get.set_family_id(family.family_id());
    EXPECT_EQ(Must(*caller.people, &Stub::GetFamily, get).family().members_size(), 2);
    v1::ListFamiliesRequest list;
    list.set_person_id(mother.person_id());
    EXPECT_EQ(Must(*caller.people, &Stub::ListFamilies, list).families_size(), 1);
  }

  void Workforce() {
    using Stub = v1::WorkforceService::Stub;
    v1::CreateTeamRequest create_team;
    create_team.mutable_team()->set_name("Sample Team");
    team = Must(*caller.workforce, &Stub::CreateTeam, create_team).team();
    v1::GetTeamRequest get_team;
    get_team.set_team_id(team.team_id());
    EXPECT_EQ(Must(*caller.workforce, &Stub::GetTeam, get_team).team().name(), "Sample Team");
    EXPECT_EQ(Must(*caller.workforce, &Stub::ListTeams, v1::ListTeamsRequest()).teams_size(), 1);

    v1::CreateWorkerRequest create;
    create.mutable_worker()->set_name("Sample Worker");
    create.mutable_worker()->set_team_id(team.team_id());
    worker = Must(*caller.workforce, &Stub::CreateWorker, create).worker();
    v1::UpdateWorkerRequest update;
    update.mutable_worker()->set_worker_id(worker.worker_id());
    update.mutable_worker()->set_etag(worker.etag());
    update.mutable_worker()->set_full_time_equivalent(0.5);
    FieldMaskUtil::FromString("full_time_equivalent", update.mutable_update_mask());
    EXPECT_EQ(Must(*caller.workforce, &Stub::UpdateWorker, update).worker().full_time_equivalent(),
              0.5);
    v1::GetWorkerRequest get;
    get.set_worker_id(worker.worker_id());
    EXPECT_EQ(Must(*caller.workforce, &Stub::GetWorker, get).worker().team_id(), team.team_id());
    v1::ListWorkersRequest list;
    list.set_team_id(team.team_id());
    EXPECT_EQ(Must(*caller.workforce, &Stub::ListWorkers, list).workers_size(), 1);

    v1::RecordAbsenceRequest absence;
    absence.mutable_absence()->set_worker_id(worker.worker_id());
    absence.mutable_absence()->set_from_on("2024-02-05");
    absence.mutable_absence()->set_reason("SIC");
    EXPECT_NE(Must(*caller.workforce, &Stub::RecordAbsence, absence).absence().absence_id(), "");
    v1::ListAbsencesRequest absences;
    absences.set_worker_id(worker.worker_id());
    EXPECT_EQ(Must(*caller.workforce, &Stub::ListAbsences, absences).absences_size(), 1);
  }

  void Concerns() {
    using Stub = v1::CaseService::Stub;
    record = caller.ACase(child.person_id());
    v1::AssertConcernRequest assertion;
    assertion.set_case_id(record.case_id());
    assertion.set_etag(record.etag());
    assertion.mutable_concern()->set_basis(v1::CONCERN_BASIS_FACTOR);
    assertion.mutable_concern()->set_code("16A");
    assertion.mutable_concern()->set_asserted_on("2024-04-01");
    const auto asserted = Must(*caller.cases, &Stub::AssertConcern, assertion);
    v1::EndConcernRequest end;
    end.set_case_id(record.case_id());
    end.set_concern_id(asserted.concern_id());
    end.set_etag(asserted.case_record().etag());
    end.set_ended_on("2024-05-01");
    record = Must(*caller.cases, &Stub::EndConcern, end).case_record();
    ASSERT_EQ(record.concerns_size(), 2);
    EXPECT_EQ(record.concerns(1).ended_on(), "2024-05-01");
    v1::RetractConcernRequest retract;
    retract.set_case_id(record.case_id());
    retract.set_concern_id(record.concerns(0).concern_id());
    retract.set_etag(record.etag());
    retract.set_because("Entered for the wrong sample child.");
    record = Must(*caller.cases, &Stub::RetractConcern, retract).case_record();
    EXPECT_EQ(record.concerns(0).retracted_because(), retract.because());
  }

  void Chronology() {
    using Stub = v1::CaseService::Stub;
    auto visit = caller.AVisit(record.case_id());
    v1::CorrectEntryRequest correct;
    *correct.mutable_entry() = visit;
    correct.mutable_entry()->mutable_visit()->set_seen_alone(true);
    correct.set_because("The child was seen alone.");
    visit = Must(*caller.cases, &Stub::CorrectEntry, correct).entry();
    EXPECT_TRUE(visit.visit().seen_alone());
    v1::WithdrawEntryRequest withdraw;
    withdraw.set_entry_id(visit.entry_id());
    withdraw.set_etag(visit.etag());
    withdraw.set_because("Recorded twice.");
    EXPECT_EQ(Must(*caller.cases, &Stub::WithdrawEntry, withdraw).entry().withdrawn_because(),
              "Recorded twice.");
    v1::GetEntryRequest get;
    get.set_entry_id(visit.entry_id());
    EXPECT_EQ(Must(*caller.cases, &Stub::GetEntry, get).entry().occurred_on(), "2024-04-02");
    v1::ListEntriesRequest list;
    list.set_case_id(record.case_id());
    EXPECT_EQ(Must(*caller.cases, &Stub::ListEntries, list).entries_size(), 1);
    v1::ListCaseHistoryRequest history;
    history.set_case_id(record.case_id());
    // Opened, three changes of concerns, three versions of the visit.
    EXPECT_EQ(Must(*caller.cases, &Stub::ListCaseHistory, history).changes_size(), 7);
  }

  void Allocations() {
    using Stub = v1::WorkforceService::Stub;
    v1::AllocateRequest allocate;
    allocate.mutable_allocation()->set_case_id(record.case_id());
    allocate.mutable_allocation()->set_worker_id(worker.worker_id());
    allocate.mutable_allocation()->set_from_on("2024-03-04");
    allocation = Must(*caller.workforce, &Stub::Allocate, allocate).allocation();
    EXPECT_EQ(allocation.child_id(), child.person_id());
    EXPECT_EQ(allocation.team_id(), team.team_id());
    v1::GetWorkerCaseloadRequest held;
    held.set_worker_id(worker.worker_id());
    const auto holds = Must(*caller.caseload, &v1::CaseloadService::Stub::GetWorkerCaseload, held);
    EXPECT_EQ(holds.cases(), 1U);
    EXPECT_EQ(holds.cases_per_full_time(), 2.0);
    v1::EndAllocationRequest end;
    end.set_allocation_id(allocation.allocation_id());
    end.set_etag(allocation.etag());
    end.set_until_on("2024-05-31");
    end.set_end_reason("1");
    EXPECT_EQ(Must(*caller.workforce, &Stub::EndAllocation, end).allocation().until_on(),
              "2024-05-31");
    v1::ListAllocationsRequest list;
    list.set_case_id(record.case_id());
    EXPECT_EQ(Must(*caller.workforce, &Stub::ListAllocations, list).allocations_size(), 1);
  }

  void Endings() {
    using Stub = v1::CaseService::Stub;
    v1::CloseCaseRequest close;
    close.set_case_id(record.case_id());
    close.set_etag(record.etag());
    close.set_closed_on("2024-06-03");
    close.set_closure_reason("RC7");
    record = Must(*caller.cases, &Stub::CloseCase, close).case_record();
    EXPECT_EQ(record.closed_on(), "2024-06-03");
    v1::ReopenCaseRequest reopen;
    reopen.set_case_id(record.case_id());
    reopen.set_etag(record.etag());
    reopen.set_because("Closed by mistake.");
    record = Must(*caller.cases, &Stub::ReopenCase, reopen).case_record();
    ASSERT_EQ(record.former_closures_size(), 1);
    v1::GetCaseRequest get;
    get.set_case_id(record.case_id());
    EXPECT_EQ(Must(*caller.cases, &Stub::GetCase, get).case_record().SerializeAsString(),
              record.SerializeAsString());
    v1::ListCasesRequest list;
    list.set_child_id(child.person_id());
    EXPECT_EQ(Must(*caller.cases, &Stub::ListCases, list).cases_size(), 1);
  }

  void Streams() {
    grpc::ClientContext exporting;
    auto exported = caller.cases->ExportCases(&exporting, v1::ExportCasesRequest());
    v1::ExportCasesResponse chunk;
    ASSERT_TRUE(exported->Read(&chunk));
    ASSERT_EQ(chunk.cases_size(), 1);
    EXPECT_EQ(chunk.cases(0).case_id(), record.case_id());
    EXPECT_FALSE(exported->Read(&chunk));
    EXPECT_TRUE(exported->Finish().ok());

    grpc::ClientContext watching;
    v1::WatchCasesRequest request;
    request.set_until_caught_up(true);
    request.add_case_ids(record.case_id());
    auto watched = caller.cases->WatchCases(&watching, request);
    v1::WatchCasesResponse message;
    int changes = 0;
    while (watched->Read(&message)) changes += message.changes_size();
    EXPECT_TRUE(watched->Finish().ok());
    // As in the case's history: seven, two of the allocation, closed, reopened.
    EXPECT_EQ(changes, 11);
  }

  void Counts() {
    using Stub = v1::CaseloadService::Stub;
    v1::GetMixRequest mix;
    mix.set_basis(v1::MIX_BASIS_NEED);
    mix.set_unit(v1::MIX_UNIT_CASES);
    mix.set_unsuppressed(true);
    EXPECT_EQ(Must(*caller.caseload, &Stub::GetMix, mix).total().number(), 1U);
    const auto measures = Must(*caller.caseload, &Stub::ListMeasures, v1::ListMeasuresRequest());
    ASSERT_GT(measures.measures_size(), 0);
    v1::GetMeasureRequest measure;
    measure.set_name(measures.measures(0).name());
    measure.set_year(2024);
    const auto figure = Must(*caller.caseload, &Stub::GetMeasure, measure);
    EXPECT_EQ(figure.year(), 2024);
    EXPECT_NE(figure.value_case(), v1::GetMeasureResponse::VALUE_NOT_SET);
  }

  void Reference() {
    using Stub = v1::ReferenceService::Stub;
    EXPECT_GT(
        Must(*caller.reference, &Stub::ListCodeSets, v1::ListCodeSetsRequest()).code_sets_size(),
        10);
    v1::ListCodesRequest codes;
    codes.set_code_set("closure_reason");
    EXPECT_GT(Must(*caller.reference, &Stub::ListCodes, codes).codes_size(), 5);
    v1::MapCodeRequest map;
    map.set_from_code_set("assessment_factor");
    map.set_code("16A");
    map.set_to_code_set("concern");
    EXPECT_EQ(Must(*caller.reference, &Stub::MapCode, map).mappings(0).code(), "HARM.NEGLECT");
    v1::GetCalendarRequest calendar;
    calendar.set_year(2024);
    EXPECT_EQ(Must(*caller.reference, &Stub::GetCalendar, calendar).holidays_on_size(), 8);
    v1::AddWorkingDaysRequest days;
    days.set_from_on("2024-03-28");  // the Thursday before Easter
    days.set_working_days(1);
    EXPECT_EQ(Must(*caller.reference, &Stub::AddWorkingDays, days).due_on(), "2024-04-02");
    EXPECT_GT(Must(*caller.reference, &Stub::ListClocks, v1::ListClocksRequest()).clocks_size(), 5);
  }

  void Import() {
    using Stub = v1::ImportService::Stub;
    v1::StartImportRequest start;
    start.mutable_import_record()->set_form("cin");
    start.mutable_import_record()->set_digest(std::string(64, 'a'));
    const auto started = Must(*caller.imports, &Stub::StartImport, start).import_record();
    Send(started.import_id());
    v1::FinishImportRequest finish;
    finish.set_import_id(started.import_id());
    finish.set_unit_count(1);
    EXPECT_EQ(Must(*caller.imports, &Stub::FinishImport, finish).import_record().state(),
              v1::IMPORT_STATE_FINISHED);
    v1::GetImportRequest get;
    get.set_import_id(started.import_id());
    EXPECT_EQ(Must(*caller.imports, &Stub::GetImport, get).import_record().counts().people(), 1U);
    EXPECT_EQ(Must(*caller.imports, &Stub::ListImports, v1::ListImportsRequest()).imports_size(),
              1);
    v1::ListImportFaultsRequest faults;
    faults.set_import_id(started.import_id());
    const auto listed = Must(*caller.imports, &Stub::ListImportFaults, faults);
    ASSERT_EQ(listed.faults_size(), 1);
    EXPECT_EQ(listed.faults(0).code(), "BAD_DATE");
  }

  void Send(const std::string& import_id) {
    grpc::ClientContext sending;
    auto units = caller.imports->SendUnits(&sending);
    v1::SendUnitsRequest request;
    request.set_import_id(import_id);
    auto& unit = *request.add_units();
    unit.set_position(1);
    auto& person = *unit.add_people();
    person.add_names()->set_surname("Birch");
    person.mutable_source()->set_form("cin");
    person.mutable_source()->set_key("child/MADEUP1");
    auto& fault = *unit.add_faults();
    fault.set_code("BAD_DATE");
    fault.set_line(7);
    ASSERT_TRUE(units->Write(request));
    units->WritesDone();
    v1::SendUnitsResponse kept;
    ASSERT_TRUE(units->Read(&kept));
    EXPECT_EQ(kept.accepted_through(), 1U);
    EXPECT_TRUE(units->Finish().ok());
  }
};

TEST_F(Story, CallsEveryRpcThereIs) {
  People();
  Family();
  Workforce();
  Concerns();
  Chronology();
  Allocations();
  Endings();
  Streams();
  Counts();
  Reference();
  RulesAboutOthers(caller, worker.worker_id(), team.team_id(), family.family_id());
  RulesHeldToStories(caller);
  RulesInForce(caller, record.case_id());
  RulesOnTheirWay(caller);
  Import();
  std::set<std::string> left_out;
  const auto declared = Declared();
  std::set_difference(declared.begin(), declared.end(), answered.begin(), answered.end(),
                      std::inserter(left_out, left_out.end()));
  EXPECT_THAT(left_out, IsEmpty());
  EXPECT_GE(declared.size(), 50U);
}

}  // namespace
}  // namespace caseload::whole
