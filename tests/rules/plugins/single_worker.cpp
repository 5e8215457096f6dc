// SPDX-License-Identifier: Apache-2.0
// Says that it can be asked about a team, and takes the team's number for a worker's row.
#include "guest.h"

namespace {

caseload_status Evaluate(const void*, const caseload_facts* facts, std::uint64_t count,
                         const caseload_sink* sink, volatile std::uint64_t* progress) {
  for (std::uint64_t i = 0; i < count; ++i) {
    *progress = i;
    if (caseload_facts_at(facts, i)->subject_kind != CASELOAD_SUBJECT_WORKER)
      return CASELOAD_E_INTERNAL;
    guest::SaySeen(sink, i, {CASELOAD_EVIDENCE_WORKER, caseload_facts_at(facts, i)->subject});
  }
  return CASELOAD_OK;
}

constexpr caseload_rule Rule() {
  auto rule = guest::Rule("test.single-worker", &Evaluate);
  rule.subjects = CASELOAD_SUBJECT_WORKER | CASELOAD_SUBJECT_TEAM;
  rule.facts_needed = CASELOAD_GROUP_WORKERS;
  return rule;
}

}  // namespace

GUEST(Rule());
