// SPDX-License-Identifier: Apache-2.0
// Mix values: which values a dimension can be filtered by, and how they may be typed.
#pragma once

#include <string>
#include <vector>

#include "caseload/v1/caseload_service.pb.h"
#include "cpp/problem.h"

namespace caseload::cli {

// Those the API names; empty where they are codes or ids, which only the server knows.
std::vector<std::string> ValuesOf(v1::MixDimension dimension);

// The value as the server knows it: in any case, and with "-" for "_". What is none of the known
// values stays as it was typed: whether there is such a value is for the server to say.
std::string ValueAsKept(v1::MixDimension dimension, const std::string& typed);

// "track is one of referral, assessment, …", or where the values are listed.
std::string AllowedValues(v1::MixDimension dimension);

// Says of every filter that was refused how it was typed and what is allowed.
client::Problem WithAllowedValues(client::Problem problem, const v1::GetMixRequest& request);

}  // namespace caseload::cli
