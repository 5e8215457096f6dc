// SPDX-License-Identifier: Apache-2.0
// Decision progress: by whom, and with which words, all open cases were asked about.
#pragma once

#include "caseload/v1/decision.pb.h"

namespace caseload::app {

// Whether the same rules were asked, with the same words: how far they have come is not looked at.
bool AskTheSame(const v1::DecisionProgress& one, const v1::DecisionProgress& other);

// Whether there is no rule to be asked, neither in force nor in shadow.
bool AsksNobody(const v1::DecisionProgress& progress);

// From now on it is these that all open cases were asked about by.
void Finish(v1::DecisionProgress& progress, const v1::DecisionProgress& asked);

}  // namespace caseload::app
