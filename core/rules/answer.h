// SPDX-License-Identifier: Apache-2.0
// Answer: what a rule said of one subject, checked and in the API's own words.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/date.h"
#include "caseload/v1/finding.pb.h"

namespace caseload::rules {

struct Answer {
  std::vector<v1::Finding> findings;
  // Instead of them, for whoever only counts: the places of what was said in the rule's catalogue.
  // All else about them was looked at as if they were shown.
  std::vector<std::uint16_t> places;
  // What was weighed and did not make the rule speak; only when it was asked why.
  std::vector<v1::Finding> near_misses;
  // The first day after as_of on which the answer can differ though nobody records anything.
  std::optional<Date> look_again_on;
};

enum class Why { kNotAsked, kAsked };
enum class Told { kFindings, kPlaces };

}  // namespace caseload::rules
