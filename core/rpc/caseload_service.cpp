// SPDX-License-Identifier: Apache-2.0
#include "app/caseload.h"
#include "rpc/services.h"

namespace caseload::rpc {

void BindCaseloadService(Doors& doors, app::Caseload& caseload) {
  doors.SlowRead<v1::GetMixRequest>(
      [&caseload](const auto& request) { return caseload.Mix(request); });
  doors.SlowRead<v1::GetWorkerCaseloadRequest>(
      [&caseload](const auto& request) { return caseload.OfWorker(request); });
  doors.Read(caseload, &app::Caseload::ListMeasures);
  doors.SlowRead(caseload, &app::Caseload::Measure);
}

}  // namespace caseload::rpc
