// SPDX-License-Identifier: Apache-2.0
#include "app/reference.h"
#include "rpc/services.h"

namespace caseload::rpc {

void BindReferenceService(Doors& doors, app::Reference& reference) {
  doors.Read<v1::ListCodeSetsRequest>(
      [&reference](const auto& request) { return reference.ListCodeSets(request); });
  doors.Read<v1::ListCodesRequest>(
      [&reference](const auto& request) { return reference.ListCodes(request); });
  doors.Read<v1::MapCodeRequest>(
      [&reference](const auto& request) { return reference.MapCode(request); });
  doors.Read<v1::GetCalendarRequest>(
      [&reference](const auto& request) { return reference.GetCalendar(request); });
  doors.Read<v1::AddWorkingDaysRequest>(
      [&reference](const auto& request) { return reference.AddWorkingDays(request); });
  doors.Read<v1::ListClocksRequest>(
      [&reference](const auto& request) { return reference.ListClocks(request); });
}

}  // namespace caseload::rpc
