// SPDX-License-Identifier: Apache-2.0
// Takes its time over each case.
#include "guest.h"

namespace {

caseload_status Evaluate(const void*, const caseload_facts* facts, std::uint64_t count,
                         const caseload_sink* sink, volatile std::uint64_t* progress) {
  for (std::uint64_t i = 0; i < count; ++i) {
    *progress = i;
    for (volatile int turn = 0; turn < 4'000'000;) turn = turn + 1;
    guest::SaySeen(sink, i, {CASELOAD_EVIDENCE_CASE, caseload_facts_at(facts, i)->case_id});
  }
  return CASELOAD_OK;
}

}  // namespace

GUEST(guest::Rule("test.slow", &Evaluate));
