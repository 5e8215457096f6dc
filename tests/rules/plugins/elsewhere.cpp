// SPDX-License-Identifier: Apache-2.0
// Speaks of a subject nobody asked about.
#include "guest.h"

namespace {

caseload_status Evaluate(const void*, [[maybe_unused]] const caseload_facts* facts,
                         [[maybe_unused]] std::uint64_t count,
                         [[maybe_unused]] const caseload_sink* sink,
                         [[maybe_unused]] volatile std::uint64_t* progress) {
  guest::SaySeen(sink, count + 7, {CASELOAD_EVIDENCE_CASE, facts->case_id});
  return CASELOAD_OK;
}

}  // namespace

GUEST(guest::Rule("test.elsewhere", &Evaluate));
