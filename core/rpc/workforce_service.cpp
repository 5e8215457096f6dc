// SPDX-License-Identifier: Apache-2.0
#include "app/workforce.h"
#include "rpc/services.h"

namespace caseload::rpc {

void BindWorkforceService(Doors& doors, app::Workforce& workforce) {
  doors.Change(workforce, &app::Workforce::CreateTeam);
  doors.Change(workforce, &app::Workforce::CreateWorker);
  doors.Change(workforce, &app::Workforce::UpdateWorker);
  doors.Change(workforce, &app::Workforce::Allocate);
  doors.Change(workforce, &app::Workforce::EndAllocation);
  doors.Change(workforce, &app::Workforce::RecordAbsence);
  doors.Read(workforce, &app::Workforce::GetTeam);
  doors.Read(workforce, &app::Workforce::ListTeams);
  doors.Read(workforce, &app::Workforce::GetWorker);
  doors.Read(workforce, &app::Workforce::ListWorkers);
  doors.Read(workforce, &app::Workforce::ListAllocations);
  doors.Read(workforce, &app::Workforce::ListAbsences);
}

}  // namespace caseload::rpc
