// SPDX-License-Identifier: Apache-2.0
// A made-up authority, calibrated to published statistics, to try everything on without a real
// child's data.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>

#include "exchange/exchange.h"

namespace caseload::exchange {

struct AuthorityPlan {
  std::uint32_t open_children = 2250;
  std::uint64_t seed = 1;
  // A 31 March: the census year ends on it.
  std::chrono::year_month_day reference_on{std::chrono::year{2026}, std::chrono::March,
                                           std::chrono::day{31}};
  int years = 4;          // of history
  bool visits = true;     // visits make up half of the dataset
  double fault_rate = 0;  // share of records written as real returns get them wrong
};

struct AuthoritySummary {
  std::uint64_t children = 0;
  std::uint64_t open_children = 0;
  std::uint64_t census_children = 0;
  std::uint64_t episodes = 0;
  std::uint64_t visits = 0;
  std::uint64_t workers = 0;
  std::uint64_t faults = 0;
  std::filesystem::path cin;   // cin_<year>.xml
  std::filesystem::path csww;  // csww_<year>.xml
  std::filesystem::path ssd;   // the folder
};

// Writes the three deliveries into the folder, which is made when it is not there. The same plan
// gives the same bytes. Memory does not grow with the number of children.
Expected<AuthoritySummary> MakeAuthority(const AuthorityPlan& plan,
                                         const std::filesystem::path& out);

}  // namespace caseload::exchange
