// SPDX-License-Identifier: Apache-2.0
// Cannot bear a case that was referred in March 2020, nor get through one of April.
#include "guest.h"

namespace {

caseload_status Evaluate(const void*, [[maybe_unused]] const caseload_facts* facts,
                         [[maybe_unused]] std::uint64_t count,
                         [[maybe_unused]] const caseload_sink* sink,
                         [[maybe_unused]] volatile std::uint64_t* progress) {
  constexpr caseload_day kMarch = 18322;
  for (std::uint64_t i = 0; i < count; ++i) {
    *progress = i;
    const caseload_day referred = caseload_facts_at(facts, i)->cases[0].referred;
    volatile int* nowhere = nullptr;
    if (referred >= kMarch && referred < kMarch + 31) *nowhere = 1;
    volatile bool forever = referred >= kMarch + 31 && referred < kMarch + 61;
    while (forever) {
    }
    guest::SaySeen(sink, i, {CASELOAD_EVIDENCE_CASE, caseload_facts_at(facts, i)->case_id});
  }
  return CASELOAD_OK;
}

}  // namespace

GUEST(guest::Rule("test.poison", &Evaluate));
