// SPDX-License-Identifier: Apache-2.0
// Leaves out the number that its sentence names.
#include "guest.h"

namespace {

caseload_status Evaluate(const void*, [[maybe_unused]] const caseload_facts* facts, std::uint64_t,
                         [[maybe_unused]] const caseload_sink* sink, volatile std::uint64_t*) {
  guest::SaySeen(sink, 0, {CASELOAD_EVIDENCE_CASE, facts->case_id}, CASELOAD_NO_NUMBER);
  return CASELOAD_OK;
}

}  // namespace

GUEST(guest::Rule("test.no-number", &Evaluate));
