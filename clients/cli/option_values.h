// SPDX-License-Identifier: Apache-2.0
// Option values: what may be typed after an option, for completion.
#pragma once

#include <CLI/App.hpp>
#include <string>
#include <vector>

namespace caseload::cli {

// Empty for an option whose values are not a short list. With a list of values begun, e.g.
// "track,te", whole lists.
std::vector<std::string> OptionValues(const CLI::Option& option, const std::string& begun);

}  // namespace caseload::cli
