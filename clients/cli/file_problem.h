// SPDX-License-Identifier: Apache-2.0
// File problem: why a delivery could not be read or written, told with the path that was given.
#pragma once

#include <string>

#include "cpp/problem.h"
#include "exchange/exchange.h"

namespace caseload::cli {

// Arrives at the person who ran the verb like a refusal of the server: it is about what they gave.
// The message is "GIVEN, line 12, at /Message/Children: reason", as far as the failure says.
client::Problem FileProblem(const exchange::Failure& failure, const std::string& given);

}  // namespace caseload::cli
