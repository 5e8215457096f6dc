// SPDX-License-Identifier: Apache-2.0
// Authority tallies: the numbers over all children that a rule about the authority is shown,
// counted from the store.
#pragma once

#include "app/reading.h"
#include "rules/subject_facts.h"

namespace caseload::app {

// Reads one child after the other and keeps only the numbers: seconds for ten thousand children,
// minutes for a million. A child is a person with a case by then. TOO_LARGE beyond
// limits::kPeopleTallied.
Result<rules::SubjectFacts> CountAuthority(const Desk& desk, const Then& then, Date as_of,
                                           const rules::CodeNumbers& numbers);

}  // namespace caseload::app
