// SPDX-License-Identifier: Apache-2.0
// Days: which days of a time a back-test asks about.
#pragma once

#include <vector>

#include "base/date.h"
#include "caseload/v1/back_test.pb.h"

namespace caseload::rules {

// From the first to the last, both included; without a step the first alone. Stops after `most`
// and one more, so that whoever asked for too many need not wait for all of them.
std::vector<Date> BackTestDays(Date first, Date last, v1::BackTestStep step, std::size_t most);

}  // namespace caseload::rules
