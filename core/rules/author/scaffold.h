// SPDX-License-Identifier: Apache-2.0
// Scaffold: the folder of a new rule, made from the starter that came with the kit.
#pragma once

#include <filesystem>
#include <string>

#include "base/date.h"
#include "base/result.h"

namespace caseload::rules {

struct Scaffold {
  std::filesystem::path starter;
  std::filesystem::path folder;
  std::string rule_id;  // empty: "example." and the folder's name
  Date review_by = {};  // the day by which somebody should look at the rule again
};

// What the files of the new rule are called after: "my_rule".
Result<std::string> NameOfRule(const std::string& rule_id);

// Gives back the name. FIELDS_INVALID for a rule id that cannot be one or of which no name can be
// made, and for a folder that is there and not empty; NOT_FOUND without the starter and where
// nothing can be written. What is there is never overwritten, and what cannot be finished is not
// begun.
Result<std::string> BeginRule(const Scaffold& scaffold);

}  // namespace caseload::rules
