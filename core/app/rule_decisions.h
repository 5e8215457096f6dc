// SPDX-License-Identifier: Apache-2.0
// RuleDecisions: asks the rules about cases, and keeps what they said.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "app/case_subject.h"
#include "caseload/v1/decision.pb.h"
#include "rules/rule_book.h"

namespace caseload::app {

// What a decision rests on.
struct DecisionFacts {
  rules::SubjectFacts facts;
  std::string digest;
  std::string failure;    // why there are no facts; empty when there are
  std::string begins_on;  // the case is of a day to come, and nothing can be said of it yet
  std::string child_id;
  std::string changes_on;  // the first day to come on which the facts differ as recorded already
};
// What the rules are told of a moment. The day from which the history is complete is kept with the
// decision: it may be said anew of the same records.
struct ToldAt {
  AskedAt at;
  std::optional<Date> history_complete_from;
};
// A case whose record cannot be made facts of, e.g. because its child was never delivered, is not
// passed over: its rules have failed.
Result<DecisionFacts> ReadDecisionFacts(const Desk& desk, const rules::CodeNumbers& numbers,
                                        const std::string& case_id, const ToldAt& told);

// SHA-256 of the calendar and the clocks that rules are shown, hex.
std::string DigestOf(const rules::ReferenceRows& reference);

// What one set says of one of several cases.
v1::RuleAnswer AnswerOf(const rules::RuleAnswers& of, std::size_t place, Date as_of);
// What every rule of the set says of each, an answer by case and rule. BUSY when this machine
// starts no worker just now.
Result<std::vector<std::vector<v1::RuleAnswer>>> AskSet(const rules::RuleSet& set,
                                                        std::span<const DecisionFacts> cases,
                                                        Date as_of);

// The case that a decision is about.
Result<std::string> CaseOfDecision(const Desk& desk, const std::string& rule_decision_id);

// Who holds a case, as known then.
struct Holder {
  std::string worker_id;
  std::string team_id;
};
Result<Holder> HolderOf(const Desk& desk, const std::string& case_id, const Then& then);

// Keeps a decision and what follows from it for the findings about the case. Changes nothing when
// nothing differs from what stands; neither when there was no decision and no rule was asked.
Outcome KeepDecision(Draft& draft, v1::RuleDecision decision, const Holder& holder);
// Keeps the set that made decisions, once.
Outcome KeepRuleSet(Draft& draft, const v1::RuleSet& set);

}  // namespace caseload::app
