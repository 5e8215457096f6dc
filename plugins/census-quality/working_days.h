// SPDX-License-Identifier: Apache-2.0
// Working days and weekends, where they can be told.
#pragma once

#include "record.h"

namespace census {

// The first day by which more than so many working days have passed since `from`. Where the
// calendar does not reach, the first on which no bank holidays could make it fewer.
Day MoreWorkingDaysBy(const caseload_reference& reference, Day from, int than);
bool IsWeekend(Day day);

}  // namespace census
