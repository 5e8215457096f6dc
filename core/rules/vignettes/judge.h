// SPDX-License-Identifier: Apache-2.0
// Judge: whether rules say of a vignette what it says they must.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "caseload/v1/finding.pb.h"
#include "rules/vignettes/vignette.h"

namespace caseload::rules {

// What the rules say of the vignette's facts as they were known on a day.
using AskVignette = std::function<Result<std::vector<v1::Finding>>(const Vignette&, Date)>;

// Where they say something else than the vignette, in words for the rule's author; empty when they
// agree.
std::vector<std::string> Disagreements(const Vignette& vignette, const AskVignette& ask);

// From the day of the referral to the last day a promise names: on each of them a vignette of
// promises is asked.
struct StoryDays {
  Date first;
  Date last;
};
StoryDays DaysOf(const Vignette& vignette);

// Whether the promise is about this rule, which it names in full or by its last part:
// "visits-seen" of "caseload.visits-seen".
bool IsAbout(const Promise& promise, const std::string& rule_id);

// On which day a rule said what first, by rule id and code.
using FirstSaid = std::map<std::pair<std::string, std::string>, Date>;
// What is said instead of what was promised, in words; nothing when the promise is kept.
std::optional<std::string> Broken(const Promise& promise, const FirstSaid& first);

}  // namespace caseload::rules
