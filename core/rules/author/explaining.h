// SPDX-License-Identifier: Apache-2.0
// Explaining: what a rule is shown of one vignette on one day, what it says of it and why, and what
// it nearly said.
#pragma once

#include <iosfwd>
#include <optional>
#include <string>

#include "rules/author/candidate.h"

namespace caseload::rules {

struct Question {
  std::optional<std::string> title = {};  // may be left out where there is one vignette
  std::optional<Date> on = {};            // otherwise the last day the vignette speaks of
  RuleSettings settings = {};             // over what the vignette sets
};

// NOT_FOUND with the titles there are when there is none of this title, or several and none was
// named; otherwise as asking the rule goes.
Outcome Explain(Candidate& candidate, const v1::RuleFile& file, const Question& question,
                std::ostream& out);

}  // namespace caseload::rules
