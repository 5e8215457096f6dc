// SPDX-License-Identifier: Apache-2.0
// Remembers the case before, and says whether this one was referred on a later day.
#include "guest.h"

namespace {

caseload_day before = CASELOAD_DAY_NONE;

caseload_status Evaluate(const void*, const caseload_facts* facts, std::uint64_t count,
                         const caseload_sink* sink, volatile std::uint64_t* progress) {
  for (std::uint64_t i = 0; i < count; ++i) {
    *progress = i;
    const caseload_facts& subject = *caseload_facts_at(facts, i);
    const caseload_day referred = subject.case_count == 0 ? 0 : subject.cases[0].referred;
    guest::SaySeen(sink, i, {CASELOAD_EVIDENCE_CASE, subject.case_id}, referred > before ? 2 : 1);
    before = referred;
  }
  return CASELOAD_OK;
}

}  // namespace

GUEST(guest::Rule("test.compares", &Evaluate));
