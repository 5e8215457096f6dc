// SPDX-License-Identifier: Apache-2.0
// Release: what belongs to this release of the server beside the programs.
#pragma once

#include <set>
#include <string>

namespace caseload::server {

// Digests of the rule packages that were built with it.
std::set<std::string> RulesOfThisRelease();

}  // namespace caseload::server
