// SPDX-License-Identifier: Apache-2.0
// What the record says is in force, and bringing it there.
#include <algorithm>

#include "app/reading.h"
#include "app/rule_life.h"
#include "app/rule_versions.h"

namespace caseload::app {

rules::RuleMember RuleLife::MemberOf(const v1::RuleVersion& version) const {
  return AsMember(desk_, version);
}

Result<rules::RuleMember> RuleLife::MemberAsKept(const v1::RuleSetMember& kept) const {
  const auto version =
      ReadMessage<v1::RuleVersion>(desk_, kept.rule_version_id(), {}, "rule_version_id");
  if (!version) return version.error();
  rules::RuleMember member = MemberOf(*version);
  member.settings.clear();
  const auto& parameters = version->manifest().parameters();
  // Never empty, so that nothing of the manifest is taken beside it.
  const auto take = [&](Date from, const auto& values) {
    for (int i = 0; i < std::min(parameters.size(), values.size()); ++i)
      member.settings[parameters[i].name()].emplace(from, values[i]);
  };
  take(rules::kAlways, kept.values());
  for (const auto& later : kept.later_values()) {
    const auto from = ParseDate(later.from_on());
    if (!from) return Error{v1::ERROR_REASON_INTERNAL, "a kept set of rules cannot be read"};
    take(*from, later.values());
  }
  return member;
}

// An example shows what is found with the values it names, or with the rule's own; a promise binds
// whatever an authority sets, unless the story names values of its own.
Outcome RuleLife::Hold(const v1::RuleVersion& version,
                       std::span<const rules::RuleMember> members) const {
  if (version.parameter_values().empty()) return vignettes_.Hold(members);
  auto kept = ReadMessage<v1::KeptRulePackage>(desk_, version.package_id(), {}, "package_id");
  if (!kept) return kept.error();
  const auto package = rules::ReadPackage(kept->content());
  if (!package) return package.error();
  const auto own = rules::OwnStories(*package);
  if (!own.empty()) {
    const rules::RuleMember alone = MemberOf(version);
    const auto broken = rules::BrokenInATrial(book_, {&alone, 1}, own, desk_.clock().Today());
    if (!broken.empty()) return rules::BrokenError(broken);
  }
  return vignettes_.Hold(members);
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

Result<std::vector<rules::RuleMember>> RuleLife::MembersThat(const char* stand,
                                                             const std::string& but) const {
  const auto versions = VersionsThat(stand);
  if (!versions) return versions.error();
  std::vector<rules::RuleMember> members;
  for (const auto& version : *versions) {
    if (version.manifest().rule_id() != but) members.push_back(MemberOf(version));
  }
  return members;
}

// What was stopped while it was in force stays in the list, unless another version speaks for it: a
// rule that failed must not look like one that has nothing to say.
Result<std::vector<v1::Rule>> RuleLife::Stopped() const {
  const auto versions = VersionsThat(kStopped);
  if (!versions) return versions.error();
  const auto in_force = InForce();
  if (!in_force) return in_force.error();
  const auto rule_id = [](const v1::RuleVersion& version) { return version.manifest().rule_id(); };
  std::vector<v1::Rule> rules;
  for (const auto& version : *versions) {
    if (std::ranges::find(*in_force, rule_id(version), rule_id) != in_force->end()) continue;
    v1::Rule& rule = rules.emplace_back();
    rule.set_rule_id(version.manifest().rule_id());
    rule.set_version(version.manifest().version());
    rule.set_title(version.manifest().title());
    rule.set_basis(version.manifest().basis());
    rule.set_digest(version.manifest().library_digest());
    *rule.mutable_subjects() = version.manifest().subjects();
    rule.set_state(v1::RULE_STATE_REFUSED);
    rule.set_refused_because("it is in quarantine: " + version.because());
  }
  return rules;
}

Outcome RuleLife::FollowTheRecord() {
  if (without_rules_) return Nothing{};
  const auto members = MembersThat(kInForce);
  if (!members) return members.error();
  auto stopped = Stopped();
  if (!stopped) return stopped.error();
  auto next = book_.Prepare(*members, *std::move(stopped));
  // Whoever was in force before stays alive as long as nothing changes.
  if (!next->IsSameAs(*book_.InForce())) book_.PutInForce(std::move(next));
  const auto in_shadow = MembersThat(kInShadow);
  if (!in_shadow) return in_shadow.error();
  auto shadow = book_.Prepare(*in_shadow);
  if (!shadow->IsSameAs(*book_.InShadow())) book_.PutInShadow(std::move(shadow));
  if (on_new_set_) on_new_set_();
  return Nothing{};
}

RuleLife::RuleLife(const Desk& desk, rules::RuleBook& book, const CaseVignettes& vignettes)
    : desk_(desk), book_(book), vignettes_(vignettes) {
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
