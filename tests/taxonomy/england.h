// SPDX-License-Identifier: Apache-2.0
// The England pack as it was built, read once for all tests of the room.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string_view>

#include "taxonomy/packs.h"

namespace caseload::taxonomy {

inline std::filesystem::path EnglandFolder() {
  return std::filesystem::path(CASELOAD_PACKS_DIR) / "england";
}

inline const Packs& England() {
  static const Result<Packs> kEngland = Packs::Load(EnglandFolder());
  if (!kEngland) throw std::runtime_error(kEngland.error().message);
  return *kEngland;
}

// A code that must be there.
inline const Code& CodeIn(std::string_view set, std::string_view code) {
  const Code* found = England().Find(set, code);
  if (found == nullptr) throw std::runtime_error("no code " + std::string(code));
  return *found;
}

inline Date Day(std::string_view text) {
  const auto day = ParseDate(text);
  if (!day) throw std::runtime_error("no day " + std::string(text));
  return *day;
}

}  // namespace caseload::taxonomy
