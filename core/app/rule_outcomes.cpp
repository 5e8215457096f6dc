// SPDX-License-Identifier: Apache-2.0
#include "app/rule_outcomes.h"

#include <algorithm>

#include "rules/manifest.h"

namespace caseload::app {
namespace {

v1::RuleOutcome OutcomeOf(const v1::Rule& rule, v1::RuleOutcomeState state,
                          const std::string& because = "") {
  v1::RuleOutcome outcome;
  outcome.set_rule_id(rule.rule_id());
  outcome.set_version(rule.version());
  outcome.set_state(state);
  outcome.set_because(because);
  return outcome;
}

v1::RuleOutcome OutcomeOf(const v1::Rule& rule, const Result<rules::Answer>& answer) {
  if (answer) {
    auto outcome = OutcomeOf(rule, v1::RULE_OUTCOME_STATE_EVALUATED);
    outcome.set_findings(static_cast<int>(answer->findings.size()));
    return outcome;
  }
  const Error& error = answer.error();
  // Another caller may have seen it fail once too often meanwhile.
  const bool refused = error.reason == v1::ERROR_REASON_RULE_UNAVAILABLE;
  auto outcome =
      OutcomeOf(rule, refused ? v1::RULE_OUTCOME_STATE_REFUSED : v1::RULE_OUTCOME_STATE_FAILED,
                error.message);
  outcome.set_error_reason(error.reason);
  return outcome;
}

// Where nobody knows what a rule is about, it might have spoken here.
bool IsAbout(const v1::Rule& rule, const std::string& kind) {
  return rule.subjects().empty() || std::ranges::count(rule.subjects(), kind) > 0;
}

v1::RuleOutcome OutcomeOfOther(const v1::Rule& rule, const std::string& kind) {
  if (!IsAbout(rule, kind))
    return OutcomeOf(rule, v1::RULE_OUTCOME_STATE_NOT_ASKED, "it is about other subjects");
  return OutcomeOf(rule, v1::RULE_OUTCOME_STATE_REFUSED, rule.refused_because());
}

}  // namespace

Result<RulesAsked> AskRules(const rules::RuleSet& set, const rules::SubjectFacts& facts,
                            std::span<const std::string> rule_ids) {
  auto answered = set.AskAll(facts, rule_ids);
  if (!answered) return answered.error();
  RulesAsked asked;
  const std::string kind = rules::SubjectName(facts.rows.subject_kind);
  for (auto& [rule, answer] : *answered) {
    asked.outcomes.push_back(answer ? OutcomeOf(rule, *answer) : OutcomeOfOther(rule, kind));
    if (answer && *answer)
      std::ranges::move((*answer)->findings, std::back_inserter(asked.findings));
    if (answer || IsAbout(rule, kind)) asked.rules.push_back(std::move(rule));
  }
  return asked;
}

}  // namespace caseload::app
