// SPDX-License-Identifier: Apache-2.0
// Throws across the border, which the contract forbids.
#include "guest.h"

namespace {

caseload_status Evaluate(const void*, [[maybe_unused]] const caseload_facts* facts, std::uint64_t,
                         [[maybe_unused]] const caseload_sink* sink, volatile std::uint64_t*) {
  throw 42;
}

}  // namespace

GUEST(guest::Rule("test.throws-across", &Evaluate));
