// SPDX-License-Identifier: Apache-2.0
// The words in which a vignette speaks of people: who is linked to the child, who holds which case,
// and what was asserted of whom.
#pragma once

#include <string>

#include "rules/worker_facts.h"

namespace caseload::rules {

// Each is false when a word of it is not understood.

// "born 2018-06-01", "expected 2024-04-01" or "day of birth not recorded"; "died 2024-01-01".
bool ReadPerson(const std::string& text, v1::Person& person);
// "sibling anna, from 2020-01-01, until 2021-01-01": what that person is to the child.
bool ReadLink(const std::string& text, v1::Relationship& link);
// "factor 3B in first, on 2024-01-01, until 2024-02-01, about another". Gives the case it is in.
bool ReadConcern(const std::string& text, v1::Concern& concern, std::string& case_id);
// "in team north, 80 percent, newly qualified, from 2020-01-01, until 2024-01-01"
bool ReadWorker(const std::string& text, v1::Worker& worker);
// "first to anna, from 2024-01-01" or "first to team north, from …"; "as another worker"
bool ReadAllocation(const std::string& text, v1::Allocation& allocation);
// "of anna, from 2024-01-01, until 2024-02-01, covered by ben, sickness"
bool ReadAbsence(const std::string& text, v1::Absence& absence);

}  // namespace caseload::rules
