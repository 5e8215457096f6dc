// SPDX-License-Identifier: Apache-2.0
// TouchedCases: which cases rules may say something else of, now that something was recorded.
#pragma once

#include <set>
#include <span>
#include <string>

#include "app/desk.h"

namespace caseload::app {

// Cases of the children the rows are about, of the people these are linked to, and of those who
// share a number with them or did so before: the open ones, and those that rules were asked about
// before they were closed.
Result<std::set<std::string>> TouchedCases(const Desk& desk,
                                           std::span<const store::JournalRow> rows);

}  // namespace caseload::app
