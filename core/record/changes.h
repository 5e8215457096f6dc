// SPDX-License-Identifier: Apache-2.0
// Changes: what may become of a case and of an entry. Pure: each returns the new value, or why not;
// none stores.
#pragma once

#include <string>

#include "base/result.h"
#include "caseload/v1/case.pb.h"
#include "caseload/v1/chronology.pb.h"

namespace caseload::record {

bool IsOpen(const v1::Case& record);

// CASE_CLOSED for a case that is closed already: close it once, correct it by reopening.
Result<v1::Case> Closed(v1::Case record, const std::string& closed_on,
                        const std::string& closure_reason);
// CASE_OPEN for a case that is open. The closure that is undone stays in former_closures.
Result<v1::Case> Reopened(v1::Case record, const std::string& because);
// Adds the concern, stamped by the caller. A closed case takes late assertions too.
v1::Case WithConcern(v1::Case record, v1::Concern concern);
// NOT_FOUND when the case holds no such concern; CONCERN_ENDED when it was ended or retracted
// before.
Result<v1::Case> WithConcernEnded(v1::Case record, const std::string& concern_id,
                                  const std::string& ended_on);
Result<v1::Case> WithConcernRetracted(v1::Case record, const std::string& concern_id,
                                      const std::string& because);

// The corrected entry keeps its id and its source; ENTRY_WITHDRAWN for one that no longer stands.
Result<v1::Entry> Corrected(const v1::Entry& entry, v1::Entry as_it_should_be,
                            const std::string& because);
Result<v1::Entry> Withdrawn(v1::Entry entry, const std::string& because);

}  // namespace caseload::record
