// SPDX-License-Identifier: Apache-2.0
// Course: what a rule says of one record as the days pass and nobody records anything.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "rules/answer.h"
#include "rules/proof/edges.h"

namespace caseload::rules {

// The same record on a later day: what was to come later is still to come, but a birth that was
// expected by the day is no longer "not born".
SubjectFacts FrozenUntil(const SubjectFacts& facts, Date later);

// What one rule says of each.
using AskSubjects =
    std::function<Result<std::vector<Result<Answer>>>(std::span<const SubjectFacts>)>;

// One day on which the rule was asked.
struct Look {
  Date day;
  std::string why = {};  // the edge, or empty for a day between edges
  Answer answer = {};
};

// Nothing was recorded, and the rule says something else on `changed` though what it said when it
// was looked at on `looked` was to hold until `again`.
struct Lie {
  Date looked;
  std::optional<Date> again;
  Date changed;
};

struct Course {
  std::vector<Look> looks;                // in the order of days, the first on as_of
  std::vector<std::size_t> changes = {};  // places of looks that differ from the one before
  std::optional<Lie> lie = {};
};

// Asks on as_of, on each edge, on each day the rule names with one either side, and between two
// days on which it differs for the day of the change. RULE_FAILED with the day when it does not
// answer on one of them, or does not say the same again. Blocks.
Result<Course> Follow(const SubjectFacts& facts, std::span<const Edge> edges,
                      const AskSubjects& ask);

// In words for the rule's author.
std::string InWords(const Lie& lie);

}  // namespace caseload::rules
