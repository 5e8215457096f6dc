// SPDX-License-Identifier: Apache-2.0
// The walk over all open cases when other rules, or other words, are in force.
#include "app/decision_progress.h"
#include "app/rule_follower.h"

namespace caseload::app {
namespace {

// Cases of which something may have to be decided anew: first all that are open, then all that were
// decided before.
struct List {
  store::Field field;
  const char* value;
};
constexpr List kSwept[] = {{store::Field::kCaseByState, kOpenCases},
                           {store::Field::kDecisionToLookAt, kInForce},
                           {store::Field::kDecisionToLookAt, kInShadow}};

}  // namespace

// From here on some cases were asked about by others than those before: until the end is reached,
// nobody may take what was kept for what all of them say.
Outcome RuleFollower::BeginSweep(const Sets& sets, const v1::DecisionProgress& wanted,
                                 std::uint64_t end) {
  v1::DecisionProgress begun = progress_;
  // Whatever was recorded before anybody was in force is looked at by the sweep.
  begun.set_through_sequence(through_);
  begun.set_unfinished(true);
  auto kept = Decide(sets, {}, v1::DECISION_TRIGGER_RULES_CHANGED, &begun);
  if (!kept) return kept;
  Reach(std::move(begun));
  sweep_.emplace(Sweep{wanted, end, 0, {}});
  return Nothing{};
}

// Whether something was decided of the case, by the same rules, since the sweep began.
Result<bool> RuleFollower::NeedsSweep(const std::string& case_id) const {
  const auto decisions = AllUnder(desk_, store::Field::kDecisionOfCase, case_id);
  if (!decisions) return decisions.error();
  bool in_force = sweep_->reaches.rule_set_digest().empty();
  bool in_shadow = sweep_->reaches.shadow_set_digest().empty();
  for (const auto& id : *decisions) {
    const auto decision = ReadMessage<v1::RuleDecision>(desk_, id, {}, "rule_decision_id");
    if (!decision) return decision.error();
    const std::string& digest = decision->shadow() ? sweep_->reaches.shadow_set_digest()
                                                   : sweep_->reaches.rule_set_digest();
    const bool asked = decision->facts_sequence() >= sweep_->from;
    const bool done = asked && (digest.empty() || decision->rule_set_digest() == digest);
    (decision->shadow() ? in_shadow : in_force) = done;
  }
  return !in_force || !in_shadow;
}

Result<bool> RuleFollower::SweepOn(const Sets& sets) {
  if (!sweep_) return false;
  std::set<std::string> cases;
  std::size_t found = 0;
  if (sweep_->list < std::size(kSwept)) {
    const List& list = kSwept[sweep_->list];
    store::FindQuery query;
    query.field = list.field;
    query.value = list.value;
    query.after = sweep_->after;
    query.limit = kCasesAtOnce;
    const auto terms = desk_.reader().Find(query);
    if (!terms) return terms.error();
    found = terms->size();
    for (const auto& term : *terms) {
      auto case_id = list.field == store::Field::kCaseByState ? Result<std::string>(term.target)
                                                              : CaseOfDecision(desk_, term.target);
      if (!case_id) return case_id.error();
      auto needed = NeedsSweep(*case_id);
      if (!needed) return needed.error();
      if (*needed) cases.insert(*std::move(case_id));
    }
    const auto trigger = v1::DECISION_TRIGGER_RULES_CHANGED;
    if (auto kept = Decide(sets, cases, trigger, nullptr); !kept) return kept.error();
    if (found > 0) sweep_->after = terms->back();
  }
  if (found == kCasesAtOnce) return true;
  sweep_->after.reset();
  if (++sweep_->list < std::size(kSwept)) return true;
  v1::DecisionProgress reached = progress_;
  Finish(reached, sweep_->reaches);
  reached.set_through_sequence(through_);
  if (auto kept = Decide(sets, {}, v1::DECISION_TRIGGER_RULES_CHANGED, &reached); !kept)
    return kept.error();
  Reach(std::move(reached));
  sweep_.reset();
  return true;
}

}  // namespace caseload::app
