// SPDX-License-Identifier: Apache-2.0
// The rules, a function for each module of the census. All of them look at one child, but for the
// last.
#pragma once

#include "record.h"
#include "said.h"

namespace census {

void LookAtChild(const Record& record, const Year& year, Said& said);
void LookAtEpisodes(const Record& record, const Year& year, Said& said);
void LookAtAssessments(const Record& record, const Year& year, Said& said);
void LookAtEnquiries(const Record& record, const Year& year, Said& said);
void LookAtCinPlans(const Record& record, const Year& year, Said& said);
void LookAtProtectionPlans(const Record& record, const Year& year, Said& said);
void LookAtReviews(const Record& record, Said& said);
// What of one kind goes on beside another of its kind.
void LookForOverlaps(const Record& record, const Year& year, Said& said);
// All of an authority's children, as tallies.
void LookAtReturn(const caseload::rule::Facts& facts, const Year& year, Findings& out);

}  // namespace census
