// SPDX-License-Identifier: Apache-2.0
#include "app/rule_life.h"
#include "app/rule_validation.h"
#include "app/rule_versions.h"
#include "app/rules.h"
#include "rpc/services.h"

namespace caseload::rpc {

void BindRuleService(Doors& doors, app::Rules& rules, app::RuleVersions& versions,
                     app::RuleValidation& validation, app::RuleLife& life) {
  doors.Read(rules, &app::Rules::List);
  doors.SlowRead(rules, &app::Rules::Evaluate);
  doors.Change(versions, &app::RuleVersions::Upload);
  doors.Read(versions, &app::RuleVersions::Get);
  doors.Read(versions, &app::RuleVersions::List);
  doors.Change(versions, &app::RuleVersions::AddKey);
  doors.Change(versions, &app::RuleVersions::RevokeKey);
  doors.Read(versions, &app::RuleVersions::ListKeys);
  doors.SlowChange(validation, &app::RuleValidation::Validate);
  doors.SlowChange(life, &app::RuleLife::Activate);
  doors.SlowChange(life, &app::RuleLife::RollBack);
  doors.SlowChange(life, &app::RuleLife::Retire);
  doors.SlowChange(life, &app::RuleLife::Quarantine);
  doors.Read(life, &app::RuleLife::GetSet);
}

}  // namespace caseload::rpc
