// SPDX-License-Identifier: Apache-2.0
#include "app/reference.h"
#include "rpc/services.h"

namespace caseload::rpc {

void BindReferenceService(Doors& doors, app::Reference& reference) {
  doors.Read(reference, &app::Reference::ListCodeSets);
  doors.Read(reference, &app::Reference::ListCodes);
  doors.Read(reference, &app::Reference::MapCode);
  doors.Read(reference, &app::Reference::GetCalendar);
  doors.Read(reference, &app::Reference::AddWorkingDays);
  doors.Read(reference, &app::Reference::ListClocks);
}

}  // namespace caseload::rpc
