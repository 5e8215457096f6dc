// SPDX-License-Identifier: Apache-2.0
// Timing: how long a rule takes for a subject, in its sandboxed worker, and how far this machine
// can be believed about it.
#pragma once

#include <iosfwd>

#include "rules/author/candidate.h"

namespace caseload::rules {

// Times in nanoseconds.
struct Spread {
  double least = 0;
  double median = 0;
  double most = 0;
};
// Of at least one time.
Spread SpreadOf(std::vector<double> times);

// Prints what an evaluation takes with a thousand together and one at a time, the slowest of the
// made-up subjects, and how much the same work differed on this machine meanwhile. RULE_UNAVAILABLE
// when it cannot be started, RULE_FAILED when it fails on one of them, or is about what nobody can
// make up.
Outcome Time(Candidate& candidate, const RuleSettings& settings, int rounds, std::ostream& out);

}  // namespace caseload::rules
