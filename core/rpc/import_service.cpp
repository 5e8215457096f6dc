// SPDX-License-Identifier: Apache-2.0
#include "app/imports.h"
#include "rpc/services.h"
#include "rpc/units_stream.h"

namespace caseload::rpc {

using app::Asking;
using app::Done;

void BindImportService(Doors& doors, app::Imports& imports) {
  doors.Change<v1::StartImportRequest>(
      [&imports](const Asking& asking, const auto& request, Done done) {
        imports.Start(asking, request, std::move(done));
      });
  doors.Change<v1::FinishImportRequest>(
      [&imports](const Asking& asking, const auto& request, Done done) {
        imports.Finish(asking, request, std::move(done));
      });
  doors.BidiStreams<v1::SendUnitsRequest>(
      [&imports](const Call& call) { return new UnitsStream(call, imports); });
  doors.Read<v1::GetImportRequest>(
      [&imports](const auto& request) { return imports.Get(request); });
  doors.Read<v1::ListImportsRequest>(
      [&imports](const auto& request) { return imports.List(request); });
  doors.Read<v1::ListImportFaultsRequest>(
      [&imports](const auto& request) { return imports.ListFaults(request); });
}

}  // namespace caseload::rpc
