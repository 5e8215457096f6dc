// SPDX-License-Identifier: Apache-2.0
// Contract: which versions of it this server speaks, asked of a library when it is loaded and of a
// manifest before that.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace caseload::rules {

struct SpokenContract {
  std::uint32_t major = 0;
  std::uint32_t facts_schema_min = 0;
  std::uint32_t facts_schema_max = 0;
  std::uint32_t vocabulary = 0;
};

// In which of them rule and server do not meet, with both sides; nothing when they do.
std::optional<std::string> WrongWithContract(const SpokenContract& spoken);

}  // namespace caseload::rules
