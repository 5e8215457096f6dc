// SPDX-License-Identifier: Apache-2.0
// Remembers how many cases it has seen, and says so.
#include "guest.h"

namespace {

std::int64_t seen = 0;

caseload_status Evaluate(const void*, const caseload_facts* facts, std::uint64_t count,
                         const caseload_sink* sink, volatile std::uint64_t*) {
  for (std::uint64_t i = 0; i < count; ++i)
    guest::SaySeen(sink, i, {CASELOAD_EVIDENCE_CASE, caseload_facts_at(facts, i)->case_id}, ++seen);
  return CASELOAD_OK;
}

}  // namespace

GUEST(guest::Rule("test.keeps-count", &Evaluate));
