// SPDX-License-Identifier: Apache-2.0
// CaseSubject: reads what rules are shown of one case, as it stood and was known at a moment.
#pragma once

#include <string>

#include "app/imports.h"
#include "app/links.h"
#include "app/reading.h"
#include "rules/case_facts.h"

namespace caseload::app {

struct AskedAt {
  Then then;
  Date as_of;
};

// What need not be read when no rule that is asked wants it.
struct Wanted {
  bool links = true;        // for CASELOAD_GROUP_RELATIONS
  bool shared = true;       // for CASELOAD_GROUP_MARKS
  bool allocations = true;  // for CASELOAD_GROUP_ALLOCATIONS
};

// Each read is a moment of its own; all of them are of the one state of the record that `at` names,
// though it goes on changing. The day from which the history is complete is the caller's to add.
// NOT_FOUND, NOT_KNOWN_THEN.
Result<rules::Subject> ReadCaseSubject(const Desk& desk, const std::string& case_id,
                                       const AskedAt& at, Wanted wanted = {});

}  // namespace caseload::app
