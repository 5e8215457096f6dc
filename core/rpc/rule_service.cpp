// SPDX-License-Identifier: Apache-2.0
#include "app/back_test.h"
#include "app/case_vignettes.h"
#include "app/rule_life.h"
#include "app/rule_validation.h"
#include "app/rule_versions.h"
#include "app/rules.h"
#include "rpc/back_test_stream.h"
#include "rpc/services.h"

namespace caseload::rpc {

void BindRuleService(Doors& doors, app::Rules& rules, app::RuleVersions& versions,
                     app::RuleValidation& validation, app::RuleLife& life,
                     app::CaseVignettes& vignettes) {
  doors.Read(rules, &app::Rules::List);
  doors.SlowRead(rules, &app::Rules::Evaluate);
  doors.SlowRead(rules, &app::Rules::EvaluateFamily);
  doors.SlowRead(rules, &app::Rules::EvaluateWorker);
  doors.SlowRead(rules, &app::Rules::EvaluateTeam);
  doors.SlowRead(rules, &app::Rules::EvaluateAuthority);
  doors.Change(versions, &app::RuleVersions::Upload);
  doors.Read(versions, &app::RuleVersions::Get);
  doors.Read(versions, &app::RuleVersions::List);
  doors.Change(versions, &app::RuleVersions::AddKey);
  doors.Change(versions, &app::RuleVersions::RevokeKey);
  doors.Read(versions, &app::RuleVersions::ListKeys);
  doors.SlowChange(validation, &app::RuleValidation::Validate);
  doors.SlowChange(life, &app::RuleLife::Activate);
  doors.SlowChange(life, &app::RuleLife::Shadow);
  doors.SlowChange(life, &app::RuleLife::RollBack);
  doors.SlowChange(life, &app::RuleLife::Retire);
  doors.SlowChange(life, &app::RuleLife::Quarantine);
  doors.Read(life, &app::RuleLife::GetSet);
  doors.SlowChange(vignettes, &app::CaseVignettes::Add);
  doors.Change(vignettes, &app::CaseVignettes::Withdraw);
  doors.Read(vignettes, &app::CaseVignettes::Get);
  doors.Read(vignettes, &app::CaseVignettes::List);
}

void BindBackTests(Doors& doors, app::BackTests& back_tests) {
  doors.Streams<v1::BackTestRuleRequest>([&](const Call& call, v1::BackTestRuleRequest request) {
    return new BackTestStream(call, back_tests, request);
  });
}

}  // namespace caseload::rpc
