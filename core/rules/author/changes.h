// SPDX-License-Identifier: Apache-2.0
// Changes: what a rule says, and what of it is new, in a line.
#pragma once

#include <string>

#include "rules/answer.h"

namespace caseload::rules {

// "LONG_OPEN, DUE_SOON", or "nothing".
std::string CodesOf(const Answer& answer);

// "says LONG_OPEN; no longer says DUE_SOON", "says OVERDUE of 2, before of 1"; empty when it says
// the same with other numbers or of other entries.
std::string ChangeInWords(const Answer& before, const Answer& after);

}  // namespace caseload::rules
