// SPDX-License-Identifier: Apache-2.0
// Names a row as evidence that it was never shown.
#include "guest.h"

namespace {

caseload_status Evaluate(const void*, [[maybe_unused]] const caseload_facts* facts, std::uint64_t,
                         [[maybe_unused]] const caseload_sink* sink, volatile std::uint64_t*) {
  guest::SaySeen(sink, 0, {CASELOAD_EVIDENCE_SPAN, facts->case_id + 1000});
  return CASELOAD_OK;
}

}  // namespace

GUEST(guest::Rule("test.lies", &Evaluate));
