// SPDX-License-Identifier: Apache-2.0
// Asked for cases only, and names the row of a plan all the same: it is there, and was not shown.
#include "guest.h"

namespace {

caseload_status Evaluate(const void*, const caseload_facts* facts, std::uint64_t count,
                         const caseload_sink* sink, volatile std::uint64_t* progress) {
  for (std::uint64_t i = 0; i < count; ++i) {
    *progress = i;
    // Rows are numbered through: the plan's follows those of the cases.
    const caseload_facts& subject = *caseload_facts_at(facts, i);
    guest::SaySeen(sink, i, {CASELOAD_EVIDENCE_SPAN, subject.cases[subject.case_count - 1].id + 1});
  }
  return CASELOAD_OK;
}

}  // namespace

GUEST(guest::Rule("test.hidden-row", &Evaluate));
