// SPDX-License-Identifier: Apache-2.0
// Evaluation: asks the loaded rule about one case and keeps what it says, up to the quota.
#pragma once

#include "rules/wire.h"
#include "rules/worker/library.h"

namespace caseload::rules {

RuleAnswer Evaluate(const LoadedRule& loaded, const FactsRows& rows);

}  // namespace caseload::rules
