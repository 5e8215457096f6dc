// SPDX-License-Identifier: Apache-2.0
// Rule values: what an authority sets for a rule, as it is typed: NAME=NUMBER, or
// NAME=NUMBER@YYYY-MM-DD for what it is from a day on; behind a space, on what that rests.
#pragma once

#include <string>
#include <vector>

#include "caseload/v1/rule.pb.h"
#include "cpp/connection.h"

namespace caseload::cli {

using RuleValues = google::protobuf::RepeatedPtrField<v1::RuleParameterValue>;

// USAGE for what is typed otherwise; `option` is how it was asked for.
client::Answer<RuleValues> ValuesGiven(const std::string& option,
                                       const std::vector<std::string>& given);

}  // namespace caseload::cli
