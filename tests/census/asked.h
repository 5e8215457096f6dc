// SPDX-License-Identifier: Apache-2.0
// Asks the census rules in this process, through the contract.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "rules/case_facts.h"
#include "rules/rule_book.h"

namespace caseload::rules {

// Code sets and calendar of England, as a server has them.
const RuleWords& Words();

struct CensusSettings {
  int census_year = 0;
  int ruleset = 0;
  int whole_record = 0;
  std::vector<std::int64_t> values() const { return {census_year, ruleset, whole_record}; }
};

// One thing that was said: the number of the rule, and the ids of the records it rests on.
struct CensusSaid {
  std::string rule;  // "8530Q"
  std::set<std::string> records;
};

std::vector<CensusSaid> AskCensus(const SubjectFacts& facts, const CensusSettings& settings);

}  // namespace caseload::rules
