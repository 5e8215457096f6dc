// SPDX-License-Identifier: Apache-2.0
// Library: loads one rule's shared library and says exactly why it will not, when it will not.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "caseload/rule.h"
#include "rules/wire.h"

namespace caseload::rules {

struct Refusal {
  std::string why;  // names the file at most, never where it lies
};

// A rule that was loaded and agrees with this host. It stays in memory until the worker ends:
// unloading a library is a promise nobody keeps.
struct LoadedRule {
  const caseload_rule* rule = nullptr;
  std::vector<void*> made;  // once for each of the values it is asked with
  RuleCard card;
};

// The path is absolute and names exactly the file.
std::variant<LoadedRule, Refusal> LoadRule(const std::string& path);

// Why it could not be made with all of these values; nothing when it was.
std::optional<Refusal> Make(LoadedRule& loaded, const Making& making);

}  // namespace caseload::rules
