// SPDX-License-Identifier: Apache-2.0
// Bears any case alone, and no two together; and never says which it is looking at.
#include "guest.h"

namespace {

caseload_status Evaluate(const void* self, const caseload_facts* facts, std::uint64_t count,
                         const caseload_sink* sink, volatile std::uint64_t* progress) {
  volatile int* nowhere = nullptr;
  if (count > 1) *nowhere = 1;
  return guest::SeeAll(self, facts, count, sink, progress);
}

}  // namespace

GUEST(guest::Rule("test.crowds", &Evaluate));
