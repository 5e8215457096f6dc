// SPDX-License-Identifier: Apache-2.0
// Reference facts: the calendar and the clock table of the packs, as rules are shown them.
#pragma once

#include "rules/wire.h"

namespace caseload::taxonomy {
class Packs;
}

namespace caseload::rules {

// Clocks in the order of name and first day.
ReferenceRows ReferenceOf(const taxonomy::Packs& packs);

}  // namespace caseload::rules
