// SPDX-License-Identifier: Apache-2.0
// RuleFolder: bare libraries that lie in a folder, for authors and tests. A server takes no rule
// from a folder into force.
#pragma once

#include <filesystem>
#include <vector>

#include "rules/rule_book.h"

namespace caseload::rules {

// The rule of NAME.so; NAME.json beside it, if there, holds its settings. Nothing is read yet but
// the settings. FIELDS_INVALID when these cannot be read.
Result<RuleMember> MemberOf(const std::filesystem::path& library);

// A book with every *.so of the folder in force, in the order of file names. A folder that cannot
// be read, or settings that cannot, stand in the list as refused.
std::unique_ptr<RuleBook> OpenFolder(const std::filesystem::path& folder,
                                     const std::filesystem::path& worker_program, RuleWords words,
                                     RuleLimits limits = {});

}  // namespace caseload::rules
