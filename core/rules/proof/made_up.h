// SPDX-License-Identifier: Apache-2.0
// Made-up children and workers, each different and each the same for the same seed: with days that
// were not recorded, things done late, twice, or before they can have been done.
#pragma once

#include <cstdint>

#include "rules/case_facts.h"
#include "rules/worker_facts.h"

namespace caseload::rules {

// Everything happens between these two days.
inline constexpr Date kFirstDay{18'993};  // 2022-01-01
inline constexpr Date kLastDay{20'453};   // 2025-12-31

Subject MadeUpChild(std::uint64_t seed);
// The child of the seed, and the people linked to it as brothers and sisters.
FamilySubject MadeUpFamily(std::uint64_t seed);
// A worker for an odd seed, a team for an even one.
WorkerSubject MadeUpWorker(std::uint64_t seed);

}  // namespace caseload::rules
