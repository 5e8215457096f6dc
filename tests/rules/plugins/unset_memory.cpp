// SPDX-License-Identifier: Apache-2.0
// Counts with what lies in memory that it never wrote; that is nought on most days.
#include <cstdlib>

#include "guest.h"

namespace {

// Too large for what others gave back, too small for a mapping of its own.
constexpr std::size_t kBytes = 100'000;
constexpr std::size_t kPlace = 90'000;

caseload_status Evaluate(const void*, const caseload_facts* facts, std::uint64_t count,
                         const caseload_sink* sink, volatile std::uint64_t*) {
  auto* volatile bytes = static_cast<volatile unsigned char*>(std::malloc(kBytes));
  if (bytes == nullptr) return CASELOAD_E_INTERNAL;
  const std::int64_t found = bytes[kPlace];
  std::free(const_cast<unsigned char*>(bytes));
  for (std::uint64_t i = 0; i < count; ++i)
    guest::SaySeen(sink, i, {CASELOAD_EVIDENCE_CASE, caseload_facts_at(facts, i)->case_id},
                   1 + found);
  return CASELOAD_OK;
}

}  // namespace

GUEST(guest::Rule("test.unset-memory", &Evaluate));
