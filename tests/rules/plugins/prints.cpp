// SPDX-License-Identifier: Apache-2.0
// Writes into the channel of the worker, as if it were the worker.
#include <unistd.h>

#include "guest.h"

namespace {

caseload_status Evaluate(const void*, [[maybe_unused]] const caseload_facts* facts, std::uint64_t,
                         [[maybe_unused]] const caseload_sink* sink, volatile std::uint64_t*) {
  const char frame[] = {2, 0, 0, 0, 5, 'x'};
  if (write(3, frame, sizeof frame) != sizeof frame) return CASELOAD_E_INTERNAL;
  return CASELOAD_OK;
}

}  // namespace

GUEST(guest::Rule("test.prints", &Evaluate));
