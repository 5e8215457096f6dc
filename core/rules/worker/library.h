// SPDX-License-Identifier: Apache-2.0
// Library: loads one rule's shared library and says exactly why it will not, when it will not.
#pragma once

#include <string>
#include <variant>

#include "caseload/rule.h"
#include "rules/wire.h"

namespace caseload::rules {

struct Refusal {
  std::string why;  // names the file at most, never where it lies
};

// A rule that was loaded, agrees with this host, and has been made with its settings. It stays in
// memory until the worker ends: unloading a library is a promise nobody keeps.
struct LoadedRule {
  const caseload_rule* rule = nullptr;
  void* self = nullptr;
  RuleCard card;
};

// The path is absolute and names exactly the file.
std::variant<LoadedRule, Refusal> LoadRule(const std::string& path, const std::string& settings);

}  // namespace caseload::rules
