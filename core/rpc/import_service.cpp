// SPDX-License-Identifier: Apache-2.0
#include "app/imports.h"
#include "rpc/services.h"
#include "rpc/units_stream.h"

namespace caseload::rpc {

void BindImportService(Doors& doors, app::Imports& imports) {
  doors.Change(imports, &app::Imports::Start);
  doors.Change(imports, &app::Imports::Finish);
  doors.BidiStreams<v1::SendUnitsRequest>(
      [&imports](const Call& call) { return new UnitsStream(call, imports); });
  doors.Read(imports, &app::Imports::Get);
  doors.Read(imports, &app::Imports::List);
  doors.Read(imports, &app::Imports::ListFaults);
}

}  // namespace caseload::rpc
