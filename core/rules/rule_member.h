// SPDX-License-Identifier: Apache-2.0
// RuleMember: one rule that is wanted in a set, and what its authority set for it.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/result.h"
#include "caseload/v1/rule.pb.h"

namespace caseload::rules {

// What a parameter is, from each of these days on.
using DatedValues = std::map<Date, std::int64_t>;
// The day from which a value holds that has held always.
inline constexpr Date kAlways{kDayUnknown};

// What was set, by name of the parameter; every other one, and every day before the first of its
// days, has the default.
using RuleSettings = std::map<std::string, DatedValues>;

struct RuleMember {
  // Of an uploaded version; for a bare library the name of its file.
  std::string name;
  // What was signed; nothing for a bare library, which is then taken at its word.
  std::optional<v1::RuleManifest> manifest = {};
  RuleSettings settings = {};
  // The bytes of the library. Called only when the rule is not alive already.
  std::function<Result<std::string>()> library = {};

  // Whether both are the same rule with the same values.
  bool IsSameAs(const RuleMember& other) const {
    return manifest && other.manifest && name == other.name && settings == other.settings;
  }
};

}  // namespace caseload::rules
