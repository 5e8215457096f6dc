// SPDX-License-Identifier: Apache-2.0
// Ids for tests that speak of their records by name: "c1"_id.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "base/ids.h"

namespace caseload::store {

// The id that stands for a name of up to nine ASCII characters. Ids stand in the order of their
// names.
inline std::string IdOf(std::string_view name) {
  constexpr std::size_t kMost = 9;
  if (name.size() > kMost) throw std::invalid_argument("a name of more than nine characters");
  std::int64_t value = 0;
  for (std::size_t i = 0; i < kMost; ++i) value = (value << 7) | (i < name.size() ? name[i] : 0);
  return IdText(value).string();
}

// The name that the id stands for.
inline std::string NameOf(std::string_view id) {
  std::string name;
  for (std::int64_t value = IdValue(id).value_or(0); value != 0; value >>= 7) {
    if ((value & 0x7f) != 0) name.insert(name.begin(), static_cast<char>(value & 0x7f));
  }
  return name;
}

inline std::string operator""_id(const char* name, std::size_t size) { return IdOf({name, size}); }

}  // namespace caseload::store
