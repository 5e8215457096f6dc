// SPDX-License-Identifier: Apache-2.0
// Edges: the days on which an answer can change though nobody records anything, made from what the
// record holds and from every window a rule may count with.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "rules/settings.h"
#include "rules/subject_facts.h"

namespace caseload::rules {

// As far as a rule is followed: a childhood and what comes after it.
inline constexpr int kFollowedDays = 25 * 366;

struct Edge {
  Date day;
  std::string why;  // "case this on 2024-01-10 + 12 months (months)"
};

// What the days of a record are counted with: the rule's parameters, with what is set, and the
// authority's clocks.
struct Counting {
  const RuleCard& card;
  std::span<const ValuesFrom> values;
  const ReferenceRows& reference;
};

// Each edge after as_of with one day either side, in the order of days and once each: the days of
// the record, these with each window, one window with another, the turns of months, 29 February,
// birthdays, the expected birth, where clocks change and where the calendar ends.
std::vector<Edge> EdgesOf(const SubjectFacts& facts, const Counting& counting);

// The days on which something of the record happened or came to be known, up to as_of.
std::vector<Date> DaysOf(const SubjectFacts& facts);

}  // namespace caseload::rules
