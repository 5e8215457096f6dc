// SPDX-License-Identifier: Apache-2.0
// Towns: the children of the world, from as many made-up authorities as it takes.
#pragma once

#include <cstddef>
#include <filesystem>

#include "bench/units_by_day.h"

namespace caseload::bench {

// Of a hundred cases so many are open.
inline constexpr std::size_t kOpenOfHundred = 57;

// Puts aside each child with its cases and their entries, on the day of the first referral; so many
// cases in all. The authorities' history ends with `today`, or some days before it, and goes back
// three years and as far as cases were open then. One authority at a time lies in the folder.
void PutTownsAside(std::size_t cases, Date today, const std::filesystem::path& folder,
                   UnitsByDay& units);

}  // namespace caseload::bench
