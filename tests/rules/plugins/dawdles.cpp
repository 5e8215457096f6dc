// SPDX-License-Identifier: Apache-2.0
// Takes some milliseconds over a case, on some days.
#include "guest.h"

namespace {

constexpr int kRarely = 50;
constexpr int kMany = 8'000'000;

caseload_status Evaluate(const void*, const caseload_facts* facts, std::uint64_t count,
                         const caseload_sink* sink, volatile std::uint64_t* progress) {
  for (std::uint64_t i = 0; i < count; ++i) {
    *progress = i;
    const int turns = caseload_facts_at(facts, i)->as_of % kRarely == 0 ? kMany : 0;
    for (volatile int turn = 0; turn < turns;) turn = turn + 1;
    guest::SaySeen(sink, i, {CASELOAD_EVIDENCE_CASE, caseload_facts_at(facts, i)->case_id});
  }
  return CASELOAD_OK;
}

}  // namespace

GUEST(guest::Rule("test.dawdles", &Evaluate));
