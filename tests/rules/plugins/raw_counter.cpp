// SPDX-License-Identifier: Apache-2.0
// Reads the cycle counter of the processor.
#include "guest.h"

namespace {

caseload_status Evaluate(const void*, [[maybe_unused]] const caseload_facts* facts,
                         [[maybe_unused]] std::uint64_t count,
                         [[maybe_unused]] const caseload_sink* sink,
                         [[maybe_unused]] volatile std::uint64_t* progress) {
  [[maybe_unused]] const volatile auto cycles = __builtin_ia32_rdtsc();
  return guest::SeeAll(nullptr, facts, count, sink, progress);
}

}  // namespace

GUEST(guest::Rule("test.raw-counter", &Evaluate));
