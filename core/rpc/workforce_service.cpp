// SPDX-License-Identifier: Apache-2.0
#include "app/workforce.h"
#include "rpc/services.h"

namespace caseload::rpc {

using app::Asking;
using app::Done;

void BindWorkforceService(Doors& doors, app::Workforce& workforce) {
  doors.Change<v1::CreateTeamRequest>(
      [&workforce](const Asking& asking, const auto& request, Done done) {
        workforce.CreateTeam(asking, request, std::move(done));
      });
  doors.Change<v1::CreateWorkerRequest>(
      [&workforce](const Asking& asking, const auto& request, Done done) {
        workforce.CreateWorker(asking, request, std::move(done));
      });
  doors.Change<v1::UpdateWorkerRequest>(
      [&workforce](const Asking& asking, const auto& request, Done done) {
        workforce.UpdateWorker(asking, request, std::move(done));
      });
  doors.Change<v1::AllocateRequest>(
      [&workforce](const Asking& asking, const auto& request, Done done) {
        workforce.Allocate(asking, request, std::move(done));
      });
  doors.Change<v1::EndAllocationRequest>(
      [&workforce](const Asking& asking, const auto& request, Done done) {
        workforce.EndAllocation(asking, request, std::move(done));
      });
  doors.Change<v1::RecordAbsenceRequest>(
      [&workforce](const Asking& asking, const auto& request, Done done) {
        workforce.RecordAbsence(asking, request, std::move(done));
      });
  doors.Read<v1::GetTeamRequest>(
      [&workforce](const auto& request) { return workforce.GetTeam(request); });
  doors.Read<v1::ListTeamsRequest>(
      [&workforce](const auto& request) { return workforce.ListTeams(request); });
  doors.Read<v1::GetWorkerRequest>(
      [&workforce](const auto& request) { return workforce.GetWorker(request); });
  doors.Read<v1::ListWorkersRequest>(
      [&workforce](const auto& request) { return workforce.ListWorkers(request); });
  doors.Read<v1::ListAllocationsRequest>(
      [&workforce](const auto& request) { return workforce.ListAllocations(request); });
  doors.Read<v1::ListAbsencesRequest>(
      [&workforce](const auto& request) { return workforce.ListAbsences(request); });
}

}  // namespace caseload::rpc
