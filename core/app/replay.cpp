// SPDX-License-Identifier: Apache-2.0
#include "app/replay.h"

#include <algorithm>
#include <limits>
#include <map>

#include "app/rule_life.h"

namespace caseload::app {
namespace {

// The rules whose answers are not the same bytes, or that only one side has. One that was not asked
// then has nothing to repeat, though it could be asked now.
std::vector<std::string> Differing(const v1::RuleDecision& kept,
                                   const std::vector<v1::RuleAnswer>& now) {
  using Sides = std::pair<std::string, std::string>;
  std::map<std::string, Sides> sides;
  for (const auto& answer : kept.answers())
    sides[answer.rule_id()].first = answer.SerializeAsString();
  for (const auto& answer : now) sides[answer.rule_id()].second = answer.SerializeAsString();
  for (const auto& answer : kept.answers()) {
    if (!answer.not_asked_because().empty()) sides.erase(answer.rule_id());
  }
  std::vector<std::string> rule_ids;
  for (const auto& [rule_id, bytes] : sides) {
    if (bytes.first != bytes.second) rule_ids.push_back(rule_id);
  }
  return rule_ids;
}

}  // namespace

Replay::Replay(const Desk& desk, const rules::RuleBook& book, const RuleLife& life)
    : desk_(desk), book_(book), life_(life), reference_digest_(DigestOf(book.words().reference)) {}

Replay::Set Replay::Asked::Find(const std::string& digest) const {
  const auto found = std::ranges::find(latest_, digest, &std::pair<std::string, Set>::first);
  return found == latest_.end() ? nullptr : found->second;
}

void Replay::Asked::Keep(const std::string& digest, Set set) {
  if (latest_.size() == kSets) latest_.pop_front();
  latest_.emplace_back(digest, std::move(set));
}

Result<Replay::Set> Replay::SetOf(const std::string& digest, Asked& asked) const {
  if (auto alive = asked.Find(digest)) return alive;
  store::FindQuery query;
  query.field = store::Field::kRuleSetByDigest;
  query.value = digest;
  query.limit = 1;
  const auto found = desk_.reader().Find(query);
  if (!found) return found.error();
  std::vector<rules::RuleMember> members;
  if (!found->empty()) {
    const auto kept = ReadMessage<v1::KeptRuleSet>(desk_, found->front().target, {}, "rule_set_id");
    if (!kept) return kept.error();
    for (const auto& member : kept->rule_set().members()) {
      auto wanted = life_.MemberAsKept(member);
      if (!wanted) return wanted.error();
      members.push_back(*std::move(wanted));
    }
  }
  // Apart: a case on which a rule fails is asked about again, and that must not count against the
  // rule in force.
  rules::RuleLimits limits = book_.limits();
  limits.failures_in_a_row = limits.failures_in_an_hour = std::numeric_limits<int>::max();
  auto set = book_.Apart(members, limits);
  // One that could not be started may be the next time.
  if (set->digest() == digest) asked.Keep(digest, set);
  return set;
}

Result<v1::ReplayDecisionResponse> Replay::Repeat(v1::RuleDecision decision, Asked& asked) const {
  v1::ReplayDecisionResponse response;
  *response.mutable_decision() = std::move(decision);
  const v1::RuleDecision& kept = response.decision();
  const auto as_of = ParseDate(kept.as_of_on());
  if (!as_of) return Error{v1::ERROR_REASON_INTERNAL, "a stored record cannot be read"};
  const AskedAt at{{false, kept.facts_sequence(), {}}, *as_of};
  const auto facts = ReadDecisionFacts(desk_, book_.words().numbers, kept.case_id(),
                                       {at, ParseDate(kept.history_complete_from_on())});
  if (!facts) return facts.error();
  response.set_facts_digest(facts->digest);
  if (facts->digest != kept.facts_digest()) {
    response.set_verdict(v1::REPLAY_VERDICT_FACTS_DIFFER);
    return response;
  }
  if (kept.reference_digest() != reference_digest_) {
    response.set_verdict(v1::REPLAY_VERDICT_REFERENCE_DIFFERS);
    return response;
  }
  const auto set = SetOf(kept.rule_set_digest(), asked);
  if (!set) return set.error();
  const auto answers = AskSet(**set, {&*facts, 1}, *as_of);
  if (!answers) return answers.error();
  for (const auto& rule : (*set)->Refused()) response.add_rule_ids(rule.rule_id());
  // The digest is that of the members that are alive.
  if (!response.rule_ids().empty() || (*set)->digest() != kept.rule_set_digest()) {
    response.set_verdict(v1::REPLAY_VERDICT_RULES_UNAVAILABLE);
    return response;
  }
  for (const auto& answer : answers->front()) *response.add_answers() = answer;
  for (auto& rule_id : Differing(kept, answers->front())) response.add_rule_ids(std::move(rule_id));
  response.set_verdict(response.rule_ids().empty() ? v1::REPLAY_VERDICT_SAME
                                                   : v1::REPLAY_VERDICT_RESULT_DIFFERS);
  return response;
}

Result<v1::ReplayDecisionResponse> Replay::One(const v1::ReplayDecisionRequest& request) const {
  auto decision =
      ReadMessage<v1::RuleDecision>(desk_, request.rule_decision_id(), {}, "rule_decision_id");
  // Versions are few; the journal names them all.
  std::uint64_t after = 0;
  while (decision && !request.etag().empty() && decision->etag() != request.etag()) {
    constexpr std::size_t kVersions = 256;
    const auto rows = desk_.reader().History(request.rule_decision_id(), after, kVersions);
    if (!rows) return rows.error();
    if (rows->empty()) return Draft::Missing("etag");
    for (const auto& row : *rows) {
      after = row.sequence;
      if (record::EtagOf(row.version) != request.etag()) continue;
      decision = ReadMessage<v1::RuleDecision>(desk_, request.rule_decision_id(),
                                               {false, row.sequence, {}}, "rule_decision_id");
      break;
    }
  }
  if (!decision) return decision.error();
  Asked asked;
  return Repeat(*std::move(decision), asked);
}

Result<v1::ReplayDecisionsResponse> Replay::Some(std::uint64_t& after, std::uint64_t most,
                                                 Asked& asked) const {
  constexpr std::size_t kRows = 256;
  v1::ReplayDecisionsResponse response;
  const auto rows = desk_.reader().ReadJournal(after, kRows);
  if (!rows) return rows.error();
  for (const auto& row : *rows) {
    if (response.replayed() == most) break;
    after = row.sequence;
    if (row.kind != store::Kind::kRuleDecision) continue;
    auto decision = ReadMessage<v1::RuleDecision>(desk_, row.record_id, {false, row.sequence, {}},
                                                  "rule_decision_id");
    if (!decision) return decision.error();
    const auto repeated = Repeat(*std::move(decision), asked);
    if (!repeated) return repeated.error();
    response.set_replayed(response.replayed() + 1);
    if (repeated->verdict() == v1::REPLAY_VERDICT_SAME) {
      response.set_same(response.same() + 1);
      continue;
    }
    auto& differing = *response.add_differing();
    differing.set_rule_decision_id(row.record_id);
    differing.set_etag(record::EtagOf(row.version));
    differing.set_verdict(repeated->verdict());
    *differing.mutable_rule_ids() = repeated->rule_ids();
  }
  response.set_through_sequence(after);
  return response;
}

}  // namespace caseload::app
