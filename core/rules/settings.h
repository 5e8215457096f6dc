// SPDX-License-Identifier: Apache-2.0
// Settings: the whole numbers an authority has set for a rule, as the rule's card allows them.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "rules/wire.h"

namespace caseload::rules {

// One value for each parameter of the card, in their order; what the JSON object does not name has
// its default. FIELDS_INVALID for text that is no flat object of whole numbers, for a name the rule
// does not know and for a number out of its range: a limit somebody meant to set and did not is
// worse than no rule.
Result<std::vector<std::int64_t>> ReadSettings(const std::string& json, const RuleCard& card);

}  // namespace caseload::rules
