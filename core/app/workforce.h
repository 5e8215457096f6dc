// SPDX-License-Identifier: Apache-2.0
// Workforce: what can be done with teams, workers, allocations and absence.
#pragma once

#include "app/desk.h"
#include "caseload/v1/workforce_service.pb.h"

namespace caseload::app {

class Workforce {
 public:
  explicit Workforce(const Desk& desk) : desk_(desk) {}

  void CreateTeam(const Asking& asking, const v1::CreateTeamRequest& request, Done done);
  Result<v1::GetTeamResponse> GetTeam(const v1::GetTeamRequest& request) const;
  Result<v1::ListTeamsResponse> ListTeams(const v1::ListTeamsRequest& request) const;

  void CreateWorker(const Asking& asking, const v1::CreateWorkerRequest& request, Done done);
  void UpdateWorker(const Asking& asking, const v1::UpdateWorkerRequest& request, Done done);
  Result<v1::GetWorkerResponse> GetWorker(const v1::GetWorkerRequest& request) const;
  Result<v1::ListWorkersResponse> ListWorkers(const v1::ListWorkersRequest& request) const;

  void Allocate(const Asking& asking, const v1::AllocateRequest& request, Done done);
  void EndAllocation(const Asking& asking, const v1::EndAllocationRequest& request, Done done);
  Result<v1::ListAllocationsResponse> ListAllocations(
      const v1::ListAllocationsRequest& request) const;

  void RecordAbsence(const Asking& asking, const v1::RecordAbsenceRequest& request, Done done);
  Result<v1::ListAbsencesResponse> ListAbsences(const v1::ListAbsencesRequest& request) const;

 private:
  const Desk& desk_;
};

}  // namespace caseload::app
