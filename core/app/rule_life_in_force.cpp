// SPDX-License-Identifier: Apache-2.0
// What the record says is in force, and bringing it there.
#include <algorithm>

#include "app/reading.h"
#include "app/rule_life.h"
#include "rules/package.h"

namespace caseload::app {

rules::RuleMember RuleLife::MemberOf(const v1::RuleVersion& version) const {
  rules::RuleMember member{version.rule_version_id(), version.manifest()};
  for (const auto& value : version.parameter_values())
    member.settings.emplace(value.name(), value.value());
  member.library = [this, package_id = version.package_id()]() -> Result<std::string> {
    auto kept = ReadMessage<v1::KeptRulePackage>(desk_, package_id, {}, "package_id");
    if (!kept) return kept.error();
    auto package = rules::ReadPackage(kept->content());
    if (!package) return package.error();
    return std::move(*package->parts.mutable_library());
  };
  return member;
}

Result<std::vector<v1::RuleVersion>> RuleLife::InForce() const { return VersionsThat(kInForce); }

Result<std::vector<v1::RuleVersion>> RuleLife::VersionsThat(const char* stand) const {
  store::FindQuery query;
  query.field = store::Field::kRuleVersionInForce;
  query.value = stand;
  query.limit = kInForceMost;
  const auto terms = desk_.reader().Find(query);
  if (!terms) return terms.error();
  std::vector<v1::RuleVersion> versions;
  for (const auto& term : *terms) {
    auto version = ReadMessage<v1::RuleVersion>(desk_, term.target, {}, "rule_version_id");
    if (!version) return version.error();
    versions.push_back(*std::move(version));
  }
  const auto name = [](const v1::RuleVersion& version) { return version.manifest().rule_id(); };
  std::ranges::sort(versions, {}, name);
  return versions;
}

Result<std::vector<rules::RuleMember>> RuleLife::MembersInForce() const {
  return MembersBeside("");
}

Result<std::vector<rules::RuleMember>> RuleLife::MembersBeside(const std::string& rule_id) const {
  const auto versions = InForce();
  if (!versions) return versions.error();
  std::vector<rules::RuleMember> members;
  for (const auto& version : *versions) {
    if (version.manifest().rule_id() != rule_id) members.push_back(MemberOf(version));
  }
  return members;
}

// What was stopped stays in the list: a rule that failed must not look like one that has nothing to
// say.
Result<std::vector<v1::Rule>> RuleLife::Stopped() const {
  const auto versions = VersionsThat(kStopped);
  if (!versions) return versions.error();
  std::vector<v1::Rule> rules;
  for (const auto& version : *versions) {
    v1::Rule& rule = rules.emplace_back();
    rule.set_rule_id(version.manifest().rule_id());
    rule.set_version(version.manifest().version());
    rule.set_title(version.manifest().title());
    rule.set_basis(version.manifest().basis());
    rule.set_digest(version.manifest().library_digest());
    rule.set_state(v1::RULE_STATE_REFUSED);
    rule.set_refused_because("it is in quarantine: " + version.because());
  }
  return rules;
}

Outcome RuleLife::FollowTheRecord() {
  if (without_rules_) return Nothing{};
  const auto members = MembersInForce();
  if (!members) return members.error();
  auto stopped = Stopped();
  if (!stopped) return stopped.error();
  auto next = book_.Prepare(*members, *std::move(stopped));
  // Whoever was in force before stays alive as long as nothing changes.
  if (!next->IsSameAs(*book_.InForce())) book_.PutInForce(std::move(next));
  return Nothing{};
}

RuleLife::RuleLife(const Desk& desk, rules::RuleBook& book) : desk_(desk), book_(book) {
  book_.OnRefusal([this](const std::string& name, const std::string& why) {
    const std::lock_guard lock(failed_mutex_);
    failed_.emplace_back(name, why);
    wake_.notify_one();
  });
  stopping_rules_ = std::thread([this] { StopFailed(); });
}

RuleLife::~RuleLife() {
  {
    const std::lock_guard lock(failed_mutex_);
    ending_ = true;
    wake_.notify_one();
  }
  stopping_rules_.join();
  book_.OnRefusal({});
}

Outcome RuleLife::Recall() {
  const std::lock_guard lock(changing_);
  return FollowTheRecord();
}

void RuleLife::DoWithout(const std::string& why) {
  without_rules_ = true;
  book_.DoWithout(why);
}

}  // namespace caseload::app
