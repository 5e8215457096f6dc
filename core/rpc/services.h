// SPDX-License-Identifier: Apache-2.0
// Services: which app verb answers which RPC. One function a service; a handler only introduces.
#pragma once

#include "rpc/doors.h"
#include "rpc/watch_stream.h"

namespace caseload::app {
class BackTests;
class Caseload;
class Cases;
class CaseVignettes;
class Findings;
class Imports;
class People;
class Reference;
class Replay;
class Rules;
class RuleLife;
class RuleValidation;
class RuleVersions;
class Workforce;
}  // namespace caseload::app

namespace caseload::rpc {

void BindPeopleService(Doors& doors, app::People& people);
void BindCaseService(Doors& doors, app::Cases& cases, Executor& executor, Watches& watches);
void BindWorkforceService(Doors& doors, app::Workforce& workforce);
void BindCaseloadService(Doors& doors, app::Caseload& caseload);
void BindImportService(Doors& doors, app::Imports& imports);
void BindReferenceService(Doors& doors, app::Reference& reference);
void BindRuleService(Doors& doors, app::Rules& rules, app::RuleVersions& versions,
                     app::RuleValidation& validation, app::RuleLife& life,
                     app::CaseVignettes& vignettes);
void BindFindingService(Doors& doors, app::Findings& findings, app::Replay& replay,
                        Executor& executor, Watches& watches);
void BindBackTests(Doors& doors, app::BackTests& back_tests);

}  // namespace caseload::rpc
