// SPDX-License-Identifier: Apache-2.0
// Working days and weekends, where they can be told.
#pragma once

#include "record.h"

namespace census {

// Whether more than so many working days lie after `from` and not after `to`. False where the
// calendar does not reach and bank holidays could decide.
bool MoreWorkingDays(const caseload_reference& reference, Day from, Day to, int than);
bool IsWeekend(Day day);

}  // namespace census
