// SPDX-License-Identifier: Apache-2.0
// What is asked of a version before it may be run, by whoever runs it.
#include <algorithm>
#include <set>

#include "app/reading.h"
#include "app/rule_versions.h"
#include "base/limits.h"
#include "rules/card.h"
#include "rules/package.h"

namespace caseload::app {

bool WasValidated(const v1::RuleVersion& version) {
  switch (version.stage()) {
    case v1::RULE_STAGE_VALIDATED:
    case v1::RULE_STAGE_SHADOW:
      return true;
    case v1::RULE_STAGE_RETIRED:
      return version.validated();
    default:
      return false;
  }
}

Outcome CheckKeyStands(const Desk& desk, const v1::RuleVersion& version) {
  if (version.key_id().empty()) return Nothing{};
  store::FindQuery query;
  query.field = store::Field::kSigningKeyByName;
  query.value = version.key_id();
  query.limit = 1;
  const auto found = desk.reader().Find(query);
  if (!found) return found.error();
  if (!found->empty()) {
    const auto key = ReadMessage<v1::SigningKey>(desk, found->front().target, {}, "signing_key_id");
    if (!key) return key.error();
    if (key->revoked_because().empty()) return Nothing{};
  }
  return Error{v1::ERROR_REASON_RULE_SIGNATURE_INVALID,
               "the key the version was signed with has been revoked"};
}

// No day is kept that CheckValues has not read.
rules::RuleSettings SettingsOf(const ParameterValues& values) {
  rules::RuleSettings settings;
  for (const auto& value : values)
    settings[value.name()].emplace(ParseDate(value.from_on()).value_or(rules::kAlways),
                                   value.value());
  return settings;
}

rules::RuleMember AsMember(const Desk& desk, const v1::RuleVersion& version) {
  rules::RuleMember member{version.rule_version_id(), version.manifest(),
                           SettingsOf(version.parameter_values())};
  member.library = [&desk, package_id = version.package_id()]() -> Result<std::string> {
    auto kept = ReadMessage<v1::KeptRulePackage>(desk, package_id, {}, "package_id");
    if (!kept) return kept.error();
    auto package = rules::ReadPackage(kept->content());
    if (!package) return package.error();
    return std::move(*package->parts.mutable_library());
  };
  return member;
}

void CheckValues(const v1::RuleManifest& manifest, const ParameterValues& values,
                 const std::string& at, record::Problems& problems) {
  std::set<std::pair<std::string, std::string>> given;
  std::set<std::string> days;
  for (const auto& value : values) {
    if (!given.emplace(value.name(), value.from_on()).second)
      problems.Add(at, "give the same parameter twice from the same day on");
    if (!value.from_on().empty()) {
      days.insert(value.from_on());
      if (!ParseDate(value.from_on())) problems.Add(at + ".from_on", "is no day (YYYY-MM-DD)");
    }
    if (!rules::PrintableLine(value.reference(), rules::kLineCharacters))
      problems.Add(at + ".reference", "is not one printable line of at most 200 characters");
    const auto parameter =
        std::ranges::find(manifest.parameters(), value.name(), &v1::RuleParameter::name);
    if (parameter == manifest.parameters().end()) {
      problems.Add(at + ".name", "is no parameter of the rule");
    } else if (value.value() < parameter->least() || value.value() > parameter->most()) {
      problems.Add(at + ".value", "of " + parameter->name() + " must lie between " +
                                      std::to_string(parameter->least()) + " and " +
                                      std::to_string(parameter->most()));
    }
  }
  // What the manifest itself changes on is counted when the rule is started.
  if (days.size() > limits::kRuleValuesDays)
    problems.Add(at, "change on more than " + std::to_string(limits::kRuleValuesDays) + " days");
}

}  // namespace caseload::app
