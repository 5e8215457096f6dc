// SPDX-License-Identifier: Apache-2.0
// Keeps a little memory of each case, for good.
#include <cstdlib>

#include "guest.h"

namespace {

caseload_status Evaluate(const void*, const caseload_facts* facts, std::uint64_t count,
                         const caseload_sink* sink, volatile std::uint64_t*) {
  constexpr std::size_t kBytes = 64;
  static void* volatile last = nullptr;
  for (std::uint64_t i = 0; i < count; ++i) {
    last = std::malloc(kBytes);
    if (last == nullptr) return CASELOAD_E_INTERNAL;
    guest::SaySeen(sink, i, {CASELOAD_EVIDENCE_CASE, caseload_facts_at(facts, i)->case_id});
  }
  return CASELOAD_OK;
}

}  // namespace

GUEST(guest::Rule("test.leaks", &Evaluate));
