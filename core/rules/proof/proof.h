// SPDX-License-Identifier: Apache-2.0
// Proof: a package run in the sandbox before anybody is shown a word of it, and what was found.
#pragma once

#include <filesystem>
#include <vector>

#include "caseload/v1/rule.pb.h"
#include "rules/package.h"
#include "rules/rule_book.h"

namespace caseload::rules {

// One line of each kind, whether it passed or not; those that need a rule that starts are left out
// when it does not, and those that ask thousands of times when it fails before. `limits`: of the
// server it is meant for. Blocks for seconds, and not much longer than limits.proof: a check that
// is still at it then fails. Starts workers of its own.
std::vector<v1::RuleCheck> Prove(const Package& package,
                                 const std::filesystem::path& worker_program,
                                 const RuleWords& words, const RuleLimits& limits = {});

}  // namespace caseload::rules
