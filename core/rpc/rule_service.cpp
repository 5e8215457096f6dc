// SPDX-License-Identifier: Apache-2.0
#include "app/rules.h"
#include "rpc/services.h"

namespace caseload::rpc {

void BindRuleService(Doors& doors, app::Rules& rules) {
  doors.Read(rules, &app::Rules::List);
  doors.SlowRead(rules, &app::Rules::Evaluate);
}

}  // namespace caseload::rpc
