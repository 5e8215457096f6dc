// SPDX-License-Identifier: Apache-2.0
// Says how many it was asked about together, and not what it was asked.
#include "guest.h"

namespace {

caseload_status Evaluate(const void*, const caseload_facts* facts, std::uint64_t count,
                         const caseload_sink* sink, volatile std::uint64_t*) {
  for (std::uint64_t i = 0; i < count; ++i) {
    guest::SaySeen(sink, i, {CASELOAD_EVIDENCE_CASE, caseload_facts_at(facts, i)->case_id},
                   static_cast<std::int64_t>(count));
  }
  return CASELOAD_OK;
}

}  // namespace

GUEST(guest::Rule("test.batch-size", &Evaluate));
