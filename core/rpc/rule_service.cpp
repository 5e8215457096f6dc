// SPDX-License-Identifier: Apache-2.0
#include "app/rule_versions.h"
#include "app/rules.h"
#include "rpc/services.h"

namespace caseload::rpc {

void BindRuleService(Doors& doors, app::Rules& rules, app::RuleVersions& versions) {
  doors.Read(rules, &app::Rules::List);
  doors.SlowRead(rules, &app::Rules::Evaluate);
  doors.Change(versions, &app::RuleVersions::Upload);
  doors.Read(versions, &app::RuleVersions::Get);
  doors.Read(versions, &app::RuleVersions::List);
  doors.Change(versions, &app::RuleVersions::AddKey);
  doors.Change(versions, &app::RuleVersions::RevokeKey);
  doors.Read(versions, &app::RuleVersions::ListKeys);
}

}  // namespace caseload::rpc
