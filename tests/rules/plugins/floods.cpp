// SPDX-License-Identifier: Apache-2.0
// Has a thousand things to say of one case, and goes on when told to stop.
#include "guest.h"

namespace {

caseload_status Evaluate(const void*, [[maybe_unused]] const caseload_facts* facts, std::uint64_t,
                         [[maybe_unused]] const caseload_sink* sink, volatile std::uint64_t*) {
  for (int i = 0; i < 1000; ++i) guest::SaySeen(sink, 0, {CASELOAD_EVIDENCE_CASE, facts->case_id});
  return CASELOAD_OK;
}

}  // namespace

GUEST(guest::Rule("test.floods", &Evaluate));
