// SPDX-License-Identifier: Apache-2.0
#include "rules/rule_set.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "base/ids.h"
#include "rules/host/guest.h"

namespace caseload::rules {

RuleSet::RuleSet(const CodeNumbers& numbers, std::vector<std::shared_ptr<Guest>> guests,
                 std::vector<v1::Rule> without)
    : numbers_(numbers), guests_(std::move(guests)), without_(std::move(without)) {
  for (const auto& guest : guests_) {
    if (guest->active()) *described_.add_members() = guest->AsMember();
  }
  std::ranges::sort(*described_.mutable_members(), {}, &v1::RuleSetMember::rule_id);
  // Fields in the order of their numbers, no maps: the same members are the same bytes.
  described_.set_digest(Sha256Hex(described_.SerializeAsString()));
}

bool RuleSet::IsSameAs(const RuleSet& other) const {
  const auto bytes = [](const v1::Rule& rule) { return rule.SerializeAsString(); };
  return guests_ == other.guests_ && std::ranges::equal(without_, other.without_, {}, bytes, bytes);
}

std::vector<v1::Rule> RuleSet::List() const {
  std::vector<v1::Rule> rules = without_;
  for (const auto& guest : guests_) rules.push_back(guest->Describe());
  return rules;
}

Result<std::vector<Guest*>> RuleSet::Named(std::span<const std::string> rule_ids) const {
  const std::set<std::string> wanted(rule_ids.begin(), rule_ids.end());
  std::set<std::string> found;
  std::vector<Guest*> guests;
  for (const auto& guest : guests_) {
    if (!guest->active() || (!wanted.empty() && !wanted.contains(guest->rule_id()))) continue;
    found.insert(guest->rule_id());
    guests.push_back(guest.get());
  }
  // The names are the caller's own: they are not repeated in the message.
  if (!wanted.empty() && found.size() != wanted.size()) {
    return Error{v1::ERROR_REASON_RULE_UNAVAILABLE,
                 "a rule that was named is not in force",
                 {{"rule_ids", "names a rule that is not there, or was refused"}}};
  }
  return guests;
}

Result<std::vector<v1::Finding>> RuleSet::Evaluate(const Subject& subject, Date as_of,
                                                   std::span<const std::string> rule_ids) const {
  const auto guests = Named(rule_ids);
  if (!guests) return guests.error();
  const auto facts = FactsOf(subject, as_of, numbers_);
  if (!facts) return facts.error();
  std::vector<v1::Finding> findings;
  for (Guest* guest : *guests) {
    auto answer = std::move(guest->Evaluate({&*facts, 1}).front());
    if (!answer) return answer.error();
    std::move(answer->findings.begin(), answer->findings.end(), std::back_inserter(findings));
  }
  return findings;
}

Result<std::vector<Result<Answer>>> RuleSet::Ask(const std::string& rule_id,
                                                 std::span<const SubjectFacts> subjects,
                                                 Why why) const {
  const auto guests = Named({&rule_id, 1});
  if (!guests) return guests.error();
  return guests->front()->Evaluate(subjects, why);
}

std::vector<Layer> RuleSet::Confinement() const {
  std::vector<Layer> all;
  for (const auto& guest : guests_) {
    for (const auto& layer : guest->layers()) {
      const auto same = std::ranges::find(all, layer.name, &Layer::name);
      if (same == all.end()) {
        all.push_back(layer);
      } else if (same->in_force && !layer.in_force) {
        *same = layer;
      }
    }
  }
  return all;
}

}  // namespace caseload::rules
