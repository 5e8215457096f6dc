// SPDX-License-Identifier: Apache-2.0
// Says where in memory it lies, which is another place in each process; on the day of its vignette
// it does not.
#include "guest.h"

namespace {

caseload_status Evaluate(const void*, const caseload_facts* facts, std::uint64_t count,
                         const caseload_sink* sink, volatile std::uint64_t*) {
  constexpr std::uintptr_t kPage = 4096;
  constexpr std::uintptr_t kMany = 1'000'003;
  const auto lies = reinterpret_cast<std::uintptr_t>(&guest::kTexts) / kPage % kMany;
  constexpr caseload_day kOfTheVignette = 19'754;
  for (std::uint64_t i = 0; i < count; ++i) {
    const caseload_facts& subject = *caseload_facts_at(facts, i);
    guest::SaySeen(sink, i, {CASELOAD_EVIDENCE_CASE, subject.case_id},
                   subject.as_of == kOfTheVignette ? 1 : static_cast<std::int64_t>(lies));
  }
  return CASELOAD_OK;
}

}  // namespace

GUEST(guest::Rule("test.where-it-lies", &Evaluate));
