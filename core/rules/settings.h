// SPDX-License-Identifier: Apache-2.0
// Settings: the whole numbers an authority has set for a rule, as the rule's card allows them.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "rules/rule_member.h"
#include "rules/wire.h"

namespace caseload::rules {

// Of a JSON object of whole numbers; FIELDS_INVALID for any other text.
Result<RuleSettings> ReadSettings(const std::string& json);

// One value for each parameter of the card, in their order; what was not set has its default.
// FIELDS_INVALID for a name the rule does not know and for a number out of its range: a limit
// somebody meant to set and did not is worse than no rule.
Result<std::vector<std::int64_t>> ValuesFor(const RuleCard& card, const RuleSettings& settings);

}  // namespace caseload::rules
