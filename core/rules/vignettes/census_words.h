// SPDX-License-Identifier: Apache-2.0
// The words in which a vignette speaks of what only the census asks for.
#pragma once

#include <string>
#include <vector>

#include "caseload/v1/case.pb.h"
#include "caseload/v1/person.pb.h"

namespace caseload::rules {

// Of "Census child: number AB12, pupil number A201…, sex U, ethnicity WBRI, disability MOB"
// or "Census first: source 1A, need N1, closed as RC7", where first is a case that was named
// before. False when not understood.
bool ReadCensus(const std::string& name, const std::string& text, v1::Person& child,
                std::vector<v1::Case>& cases);

}  // namespace caseload::rules
