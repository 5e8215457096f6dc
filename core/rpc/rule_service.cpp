// SPDX-License-Identifier: Apache-2.0
#include "app/rules.h"
#include "rpc/services.h"

namespace caseload::rpc {

void BindRuleService(Doors& doors, app::Rules& rules) {
  doors.Read<v1::ListRulesRequest>([&rules](const auto& request) { return rules.List(request); });
  doors.SlowRead<v1::EvaluateCaseRequest>(
      [&rules](const auto& request) { return rules.Evaluate(request); });
}

}  // namespace caseload::rpc
