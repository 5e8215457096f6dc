// SPDX-License-Identifier: Apache-2.0
// Says what is not in its catalogue.
#include "guest.h"

namespace {

caseload_status Evaluate(const void*, const caseload_facts* facts, std::uint64_t,
                         const caseload_sink* sink, volatile std::uint64_t*) {
  return guest::SaySeen(sink, 0, {CASELOAD_EVIDENCE_CASE, facts->case_id}, 1, 99);
}

}  // namespace

GUEST(guest::Rule("test.unlisted", &Evaluate));
