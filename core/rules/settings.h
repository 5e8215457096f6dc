// SPDX-License-Identifier: Apache-2.0
// Settings: the whole numbers that are set for a rule, as the rule's card allows them, and from
// which day on each holds.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "rules/rule_member.h"
#include "rules/wire.h"

namespace caseload::rules {

// Of a JSON object of whole numbers; or, for one that changes, of an object with a number for each
// first day: {"months": 12, "days": {"always": 20, "2026-04-01": 10}}. FIELDS_INVALID for any other
// text.
Result<RuleSettings> ReadSettings(const std::string& json);

// The settings, and before the first day of each what the parameter was.
RuleSettings Over(RuleSettings former, const RuleSettings& settings);
// The same over what the manifest says.
RuleSettings WithThoseOf(const v1::RuleManifest& manifest, const RuleSettings& settings);

// What every parameter is on the day, as if it had been so always, whatever the manifest says of
// other days.
RuleSettings SettingsOn(const v1::RuleManifest& manifest, const RuleSettings& settings, Date day);
// The days on which a parameter changes, with what the manifest says.
std::set<Date> DaysOfChange(const v1::RuleManifest& manifest, const RuleSettings& settings);

// One value for each parameter of a card, in their order.
struct ValuesFrom {
  Date from = kAlways;
  std::vector<std::int64_t> values;
};
// In the order of days, the first from kAlways on, each other than the one before.
using RuleValues = std::vector<ValuesFrom>;

// What was not set has its default. FIELDS_INVALID for a name the rule does not know, for a number
// out of its range (a limit somebody meant to set and did not is worse than no rule), and for more
// days than a rule may change on.
Result<RuleValues> ValuesFor(const RuleCard& card, const RuleSettings& settings);

// The place of those that hold on the day; the values are those of a rule.
std::size_t PlaceOn(const RuleValues& values, Date day);

}  // namespace caseload::rules
