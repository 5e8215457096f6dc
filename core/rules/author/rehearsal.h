// SPDX-License-Identifier: Apache-2.0
// Rehearsal: a rule asked all its vignettes, and what it does on the days on which something can
// change.
#pragma once

#include <iosfwd>
#include <vector>

#include "rules/author/candidate.h"

namespace caseload::rules {

struct Rehearsed {
  int passed = 0;   // vignettes
  int failed = 0;   // they and the rule disagree, or it did not bear being followed
  int skipped = 0;  // they speak of other rules
  int broken = 0;   // times the rule failed, or was wrong about when to look again
  std::size_t days = 0;

  // Nothing that was asked is nothing that was passed.
  bool AllPassed() const { return failed == 0 && passed > 0; }
};

enum class Days { kChanges, kAll };

// Prints, vignette by vignette, what passed, where rule and vignette disagree, and the days on
// which the answer changes though nothing is recorded; then the whole of it in one line. Blocks.
Result<Rehearsed> Rehearse(Candidate& candidate, const std::vector<v1::RuleFile>& files, Days days,
                           std::ostream& out);

}  // namespace caseload::rules
