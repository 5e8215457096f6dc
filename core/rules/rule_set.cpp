// SPDX-License-Identifier: Apache-2.0
#include "rules/rule_set.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "base/ids.h"
#include "rules/host/guest.h"
#include "rules/host/same_core.h"

namespace caseload::rules {
namespace {

// A rule answers in microseconds; one that takes longer than this is heard after all others.
constexpr Milliseconds kQuick{1};

// Every worker is told before the first is listened to: they all run on this core, and one after
// the other takes its turn without us in between. Whoever is slow keeps nobody else's rule busy.
std::vector<std::optional<Result<Answer>>> AskTogether(std::span<Guest* const> guests,
                                                       const SubjectFacts& facts) {
  const StayHere here;
  std::vector<std::unique_ptr<Guest::Question>> questions;
  for (Guest* guest : guests) questions.push_back(guest->TryAsk(facts));
  std::vector<std::optional<Result<Answer>>> answers(guests.size());
  for (std::size_t i = 0; i < guests.size(); ++i) {
    if (!questions[i] || !questions[i]->IsAnswered(kQuick)) continue;
    answers[i] = questions[i]->Hear();
  }
  for (std::size_t i = 0; i < guests.size(); ++i) {
    if (answers[i]) continue;
    answers[i] =
        questions[i] ? questions[i]->Hear() : std::move(guests[i]->Evaluate({&facts, 1}).front());
  }
  return answers;
}

}  // namespace

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

std::vector<RuleMember> RuleSet::Members() const {
  std::vector<RuleMember> members;
  for (const auto& guest : guests_) members.push_back(guest->member());
  return members;
}

std::vector<v1::Rule> RuleSet::List() const {
  std::vector<v1::Rule> rules = without_;
  for (const auto& guest : guests_) rules.push_back(guest->Describe());
  return rules;
}

std::vector<v1::Rule> RuleSet::Refused() const {
  std::vector<v1::Rule> rules;
  std::ranges::copy_if(without_, std::back_inserter(rules),
                       [](const v1::Rule& rule) { return rule.state() == v1::RULE_STATE_REFUSED; });
  for (const auto& guest : guests_) {
    if (!guest->active()) rules.push_back(guest->Describe());
  }
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
  const auto facts = FactsOf(subject, as_of, numbers_);
  if (!facts) return facts.error();
  auto answered = AskAll(*facts, rule_ids);
  if (!answered) return answered.error();
  std::vector<v1::Finding> findings;
  for (auto& [rule, answer] : *answered) {
    if (!answer) continue;
    if (!*answer) return answer->error();
    std::ranges::move((*answer)->findings, std::back_inserter(findings));
  }
  return findings;
}

Result<std::vector<RuleAnswered>> RuleSet::AskAll(const SubjectFacts& facts,
                                                  std::span<const std::string> rule_ids) const {
  const auto guests = Named(rule_ids);
  if (!guests) return guests.error();
  const auto about_it = [&](const Guest* guest) {
    return (guest->card().subjects & facts.rows.subject_kind) != 0;
  };
  if (!rule_ids.empty() && !std::ranges::all_of(*guests, about_it)) {
    return Error{v1::ERROR_REASON_RULE_UNAVAILABLE,
                 "a rule that was named is not about such a subject",
                 {{"rule_ids", "names a rule that is about other subjects"}}};
  }
  std::vector<Guest*> asked;
  std::ranges::copy_if(*guests, std::back_inserter(asked), about_it);
  auto answers = AskTogether(asked, facts);
  std::vector<RuleAnswered> answered;
  for (std::size_t i = 0; i < asked.size(); ++i)
    answered.push_back({asked[i]->Describe(), std::move(answers[i])});
  const auto add_unasked = [&](v1::Rule rule) {
    if (rule_ids.empty() || std::ranges::count(rule_ids, rule.rule_id()) > 0)
      answered.push_back({std::move(rule), std::nullopt});
  };
  for (const auto& rule : without_) add_unasked(rule);
  for (const auto& guest : guests_) {
    if (std::ranges::count(asked, guest.get()) == 0) add_unasked(guest->Describe());
  }
  return answered;
}

Result<std::vector<Result<Answer>>> RuleSet::Ask(const std::string& rule_id,
                                                 std::span<const SubjectFacts> subjects, Why why,
                                                 Told told) const {
  const auto guests = Named({&rule_id, 1});
  if (!guests) return guests.error();
  return guests->front()->Evaluate(subjects, why, told);
}

Result<std::vector<RuleAnswers>> RuleSet::AskEach(std::span<const SubjectFacts> subjects) const {
  const StayHere here;
  std::vector<RuleAnswers> all;
  for (const auto& guest : guests_) {
    if (!guest->active() || subjects.empty()) continue;
    if ((guest->card().subjects & subjects.front().rows.subject_kind) == 0) continue;
    RuleAnswers& of = all.emplace_back(guest->rule_id(), guest->Evaluate(subjects));
    for (const auto& answer : of.answers) {
      if (!answer && answer.error().reason == v1::ERROR_REASON_BUSY) return answer.error();
    }
  }
  std::ranges::sort(all, {}, &RuleAnswers::rule_id);
  return all;
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
