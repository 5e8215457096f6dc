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
  void* self = nullptr;  // null until it was made
  RuleCard card;
};

// The path is absolute and names exactly the file.
std::variant<LoadedRule, Refusal> LoadRule(const std::string& path);

// Why it could not be made with these values, one for each of its parameters; nothing when it was.
std::optional<Refusal> Make(LoadedRule& loaded, const std::vector<std::int64_t>& values);

}  // namespace caseload::rules
