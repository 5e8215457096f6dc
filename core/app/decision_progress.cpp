// SPDX-License-Identifier: Apache-2.0
#include "app/decision_progress.h"

#include <algorithm>

namespace caseload::app {

bool AskTheSame(const v1::DecisionProgress& one, const v1::DecisionProgress& other) {
  return one.rule_set_digest() == other.rule_set_digest() &&
         one.shadow_set_digest() == other.shadow_set_digest() &&
         one.history_complete_from_on() == other.history_complete_from_on() &&
         one.reference_digest() == other.reference_digest() &&
         std::ranges::equal(one.silent_rule_ids(), other.silent_rule_ids());
}

bool AsksNobody(const v1::DecisionProgress& progress) {
  return progress.rule_set_digest().empty() && progress.shadow_set_digest().empty();
}

void Finish(v1::DecisionProgress& progress, const v1::DecisionProgress& asked) {
  progress.set_rule_set_digest(asked.rule_set_digest());
  progress.set_shadow_set_digest(asked.shadow_set_digest());
  progress.set_history_complete_from_on(asked.history_complete_from_on());
  progress.set_reference_digest(asked.reference_digest());
  *progress.mutable_silent_rule_ids() = asked.silent_rule_ids();
  progress.set_unfinished(false);
}

}  // namespace caseload::app
