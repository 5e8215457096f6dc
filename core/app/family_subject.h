// SPDX-License-Identifier: Apache-2.0
// Family subject: reads what a rule may be shown of one family, as it stood and was known at a
// moment.
#pragma once

#include <string>

#include "app/reading.h"
#include "rules/case_facts.h"

namespace caseload::app {

// The children who belonged to it on the day: those under 18 then, and those not yet born, or whose
// birth nobody recorded, who had a case. NOT_FOUND, NOT_KNOWN_THEN, TOO_LARGE beyond
// limits::kLinkedPeople.
Result<rules::FamilySubject> ReadFamilySubject(const Desk& desk, const std::string& family_id,
                                               const Then& then, Date as_of);

}  // namespace caseload::app
