// SPDX-License-Identifier: Apache-2.0
// Crashes on a case of March 2020 and never said which it is looking at.
#include "guest.h"

namespace {

caseload_status Evaluate(const void*, [[maybe_unused]] const caseload_facts* facts,
                         [[maybe_unused]] std::uint64_t count,
                         [[maybe_unused]] const caseload_sink* sink,
                         [[maybe_unused]] volatile std::uint64_t* progress) {
  for (std::uint64_t i = 0; i < count; ++i) {
    volatile int* nowhere = nullptr;
    const caseload_day referred = caseload_facts_at(facts, i)->cases[0].referred;
    if (referred >= 18322 && referred < 18353) *nowhere = 1;
    guest::SaySeen(sink, i, {CASELOAD_EVIDENCE_CASE, caseload_facts_at(facts, i)->case_id});
  }
  return CASELOAD_OK;
}

}  // namespace

GUEST(guest::Rule("test.silent-poison", &Evaluate));
