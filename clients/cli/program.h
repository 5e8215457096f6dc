// SPDX-License-Identifier: Apache-2.0
// Program: the whole command line, from its words to its exit code.
#pragma once

#include <string>
#include <vector>

#include "cli/session.h"

namespace caseload::cli {

// `words` without the program's own name.
ExitCode Run(const std::vector<std::string>& words, const Screen& screen);

}  // namespace caseload::cli
