// SPDX-License-Identifier: Apache-2.0
// Back-test answer: what a back-test came to, as a table and in sentences.
#pragma once

#include "caseload/v1/rule_service.pb.h"
#include "cli/session.h"

namespace caseload::cli {

ExitCode ShowBackTest(Session& session, const v1::BackTestRuleRequest& request,
                      const v1::BackTestRuleResponse& answer);

}  // namespace caseload::cli
