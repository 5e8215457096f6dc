// SPDX-License-Identifier: Apache-2.0
#include "app/reading.h"
#include "app/workforce.h"

namespace caseload::app {
namespace {

store::FindQuery Under(store::Field field, const std::string& value) {
  store::FindQuery query;
  query.field = field;
  query.value = value;
  return query;
}

Outcome CheckExists(const Desk& desk, store::Kind kind, const std::string& id,
                    const std::string& field) {
  auto record = ReadRecord(desk, kind, id, {}, field);
  if (!record) return record.error();
  return Nothing{};
}

}  // namespace

Result<v1::GetTeamResponse> Workforce::GetTeam(const v1::GetTeamRequest& request) const {
  auto team = ReadMessage<v1::Team>(desk_, request.team_id(), {}, "team_id");
  if (!team) return team.error();
  v1::GetTeamResponse response;
  *response.mutable_team() = *std::move(team);
  return response;
}

Result<v1::ListTeamsResponse> Workforce::ListTeams(const v1::ListTeamsRequest& request) const {
  return ListBy<v1::Team>(desk_, request, Under(store::Field::kOfKind, "team"),
                          &v1::ListTeamsResponse::mutable_teams);
}

Result<v1::GetWorkerResponse> Workforce::GetWorker(const v1::GetWorkerRequest& request) const {
  auto worker = ReadMessage<v1::Worker>(desk_, request.worker_id(), {}, "worker_id");
  if (!worker) return worker.error();
  v1::GetWorkerResponse response;
  *response.mutable_worker() = *std::move(worker);
  return response;
}

Result<v1::ListWorkersResponse> Workforce::ListWorkers(
    const v1::ListWorkersRequest& request) const {
  if (request.team_id().empty()) {
    return ListBy<v1::Worker>(desk_, request, Under(store::Field::kOfKind, "worker"),
                              &v1::ListWorkersResponse::mutable_workers);
  }
  if (auto missing = CheckExists(desk_, store::Kind::kTeam, request.team_id(), "team_id"); !missing)
    return missing.error();
  return ListBy<v1::Worker>(desk_, request, Under(store::Field::kWorkerOfTeam, request.team_id()),
                            &v1::ListWorkersResponse::mutable_workers);
}

Result<v1::ListAllocationsResponse> Workforce::ListAllocations(
    const v1::ListAllocationsRequest& request) const {
  if (request.case_id().empty() == request.worker_id().empty()) {
    return Error{v1::ERROR_REASON_FIELDS_INVALID,
                 "exactly one of case_id and worker_id is required",
                 {{"case_id", "exactly one of case_id and worker_id is required"}}};
  }
  const bool by_case = !request.case_id().empty();
  const std::string& id = by_case ? request.case_id() : request.worker_id();
  auto exists = CheckExists(desk_, by_case ? store::Kind::kCase : store::Kind::kWorker, id,
                            by_case ? "case_id" : "worker_id");
  if (!exists) return exists.error();
  const auto field = by_case ? store::Field::kAllocationOfCase : store::Field::kAllocationOfWorker;
  return ListBy<v1::Allocation>(desk_, request, Under(field, id),
                                &v1::ListAllocationsResponse::mutable_allocations);
}

Result<v1::ListAbsencesResponse> Workforce::ListAbsences(
    const v1::ListAbsencesRequest& request) const {
  if (auto missing = CheckExists(desk_, store::Kind::kWorker, request.worker_id(), "worker_id");
      !missing)
    return missing.error();
  return ListBy<v1::Absence>(desk_, request,
                             Under(store::Field::kAbsenceOfWorker, request.worker_id()),
                             &v1::ListAbsencesResponse::mutable_absences);
}

}  // namespace caseload::app
