// SPDX-License-Identifier: Apache-2.0
// Source keys: each given out once, later ones of the same base numbered.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

namespace caseload::exchange::xml {

class Keys {
 public:
  // The base itself, then "base#2", "base#3".
  std::string Next(const std::string& base) {
    const int uses = ++uses_[base];
    return uses == 1 ? base : base + "#" + std::to_string(uses);
  }

 private:
  std::unordered_map<std::string, int> uses_;
};

// How records of one delivery refer to each other.
inline std::string Reference(std::string_view key) { return "key:" + std::string(key); }

// For keys of records whose day the source did not give.
inline std::string DayOrUndated(const std::string& day) { return day.empty() ? "undated" : day; }

}  // namespace caseload::exchange::xml
