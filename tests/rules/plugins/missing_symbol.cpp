// SPDX-License-Identifier: Apache-2.0
// Calls a function that is nowhere, by a name that looks like the C++ library's.
#include "guest.h"

caseload_status nobody_defines_this(std::uint32_t);

namespace {

caseload_status Evaluate(const void*, [[maybe_unused]] const caseload_facts* facts, std::uint64_t,
                         [[maybe_unused]] const caseload_sink* sink, volatile std::uint64_t*) {
  return nobody_defines_this(facts->case_id);
}

}  // namespace

GUEST(guest::Rule("test.missing-symbol", &Evaluate));
