// SPDX-License-Identifier: Apache-2.0
// Writes to nowhere in the middle of a case.
#include "guest.h"

namespace {

caseload_status Evaluate(const void*, [[maybe_unused]] const caseload_facts* facts, std::uint64_t,
                         [[maybe_unused]] const caseload_sink* sink, volatile std::uint64_t*) {
  volatile int* nowhere = nullptr;
  *nowhere = 1;
  return CASELOAD_OK;
}

}  // namespace

GUEST(guest::Rule("test.crashes", &Evaluate));
