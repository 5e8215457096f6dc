// SPDX-License-Identifier: Apache-2.0
// Ends its process and calls it success.
#include <cstdlib>

#include "guest.h"

namespace {

caseload_status Evaluate(const void*, [[maybe_unused]] const caseload_facts* facts, std::uint64_t,
                         [[maybe_unused]] const caseload_sink* sink, volatile std::uint64_t*) {
  std::exit(0);
}

}  // namespace

GUEST(guest::Rule("test.exits", &Evaluate));
