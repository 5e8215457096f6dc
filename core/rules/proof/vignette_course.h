// SPDX-License-Identifier: Apache-2.0
// Vignette course: what a rule says of a vignette on every day that can matter, from the first day
// on which it can be asked until long after the last thing was recorded.
#pragma once

#include <vector>

#include "rules/proof/course.h"
#include "rules/vignettes/vignette.h"

namespace caseload::rules {

// The record as it stood after something had happened or come to be known, followed as if nothing
// ever came after it.
struct Stretch {
  Course course;
  std::optional<Date> until;  // when the next thing came to be known
};

// In the order of days; the last begins when the last thing came to be known. A stretch's course
// goes on beyond `until`: the rule could not know that something would come.
Result<std::vector<Stretch>> FollowVignette(const Vignette& vignette, const Counting& counting,
                                            const CodeNumbers& numbers, const AskSubjects& ask);

// The last day a vignette speaks of.
Date LastDayOf(const Vignette& vignette);

}  // namespace caseload::rules
