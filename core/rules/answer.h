// SPDX-License-Identifier: Apache-2.0
// Answer: what a rule said of one subject, checked and in the API's own words.
#pragma once

#include <optional>
#include <vector>

#include "base/date.h"
#include "caseload/v1/finding.pb.h"

namespace caseload::rules {

struct Answer {
  std::vector<v1::Finding> findings;
  // What was weighed and did not make the rule speak; only when it was asked why.
  std::vector<v1::Finding> near_misses;
  // The first day after as_of on which the answer can differ though nobody records anything.
  std::optional<Date> look_again_on;
};

enum class Why { kNotAsked, kAsked };

}  // namespace caseload::rules
