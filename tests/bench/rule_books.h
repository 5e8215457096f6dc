// SPDX-License-Identifier: Apache-2.0
// Rule books to measure with.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "bench/bench.h"
#include "rules/rule_book.h"

namespace caseload::bench {

// The library of referrals_rule.h, and the name of its rule.
inline std::filesystem::path ReferralsLibrary() { return CASELOAD_BENCH_RULE; }
inline const std::string kReferrals = "bench.referrals";

// A rule of the tests that means harm, or none.
std::filesystem::path GuestLibrary(const std::string& name);

// All of a file; gives up when there is none.
std::string BytesOf(const std::filesystem::path& file);

// A book with this one rule in force, which may fail as often as it likes.
std::unique_ptr<rules::RuleBook> BookOf(const Bench& bench, const std::filesystem::path& library);

}  // namespace caseload::bench
