// SPDX-License-Identifier: Apache-2.0
// Never comes to an end.
#include "guest.h"

namespace {

caseload_status Evaluate(const void*, [[maybe_unused]] const caseload_facts* facts, std::uint64_t,
                         [[maybe_unused]] const caseload_sink* sink, volatile std::uint64_t*) {
  volatile bool forever = true;
  while (forever) {
  }
  return CASELOAD_OK;
}

}  // namespace

GUEST(guest::Rule("test.loops", &Evaluate));
