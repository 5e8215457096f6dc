// SPDX-License-Identifier: Apache-2.0
// Worker subject: reads what a rule may be shown of one worker, or of one team, as it stood and was
// known at a moment.
#pragma once

#include <string>

#include "app/reading.h"
#include "rules/worker_facts.h"

namespace caseload::app {

// Allocations that ended are read, and of what is held on the day also the cases. A worker who is
// covered for is read with what they hold. What another worker or team had before a correction is
// found under whom it has now. NOT_FOUND, NOT_KNOWN_THEN, TOO_LARGE.
Result<rules::WorkerSubject> ReadWorkerSubject(const Desk& desk, const std::string& worker_id,
                                               const Then& then, Date as_of);
// The team with those who were in it then, each read as a worker is.
Result<rules::WorkerSubject> ReadTeamSubject(const Desk& desk, const std::string& team_id,
                                             const Then& then, Date as_of);

}  // namespace caseload::app
