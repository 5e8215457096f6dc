// SPDX-License-Identifier: Apache-2.0
// Divides by the number of children of an authority, of which there may be none.
#include "guest.h"

namespace {

caseload_status Evaluate(const void*, const caseload_facts* facts, std::uint64_t count,
                         const caseload_sink* sink, volatile std::uint64_t* progress) {
  for (std::uint64_t i = 0; i < count; ++i) {
    *progress = i;
    const caseload_tally_row* children = caseload_facts_at(facts, i)->tallies;
    if (caseload_facts_at(facts, i)->tally_count == 0 || children->kind != CASELOAD_TALLY_CHILDREN)
      continue;
    if (children->count == 0) __builtin_trap();
    guest::SaySeen(sink, i, {CASELOAD_EVIDENCE_TALLY, children->id}, 100 / children->count);
  }
  return CASELOAD_OK;
}

constexpr caseload_rule Rule() {
  auto rule = guest::Rule("test.divides", &Evaluate);
  rule.subjects = CASELOAD_SUBJECT_AUTHORITY;
  rule.facts_needed = CASELOAD_GROUP_TALLIES;
  return rule;
}

}  // namespace

GUEST(Rule());
