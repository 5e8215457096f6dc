// SPDX-License-Identifier: Apache-2.0
// Asks the kernel for the time.
#include "guest.h"
#include "raw.h"

namespace {

caseload_status Evaluate(const void*, [[maybe_unused]] const caseload_facts* facts,
                         [[maybe_unused]] std::uint64_t count,
                         [[maybe_unused]] const caseload_sink* sink,
                         [[maybe_unused]] volatile std::uint64_t* progress) {
  long time[2];
  raw::Call(SYS_clock_gettime, 0, raw::Address(time));
  return guest::SeeAll(nullptr, facts, count, sink, progress);
}

}  // namespace

GUEST(guest::Rule("test.raw-clock", &Evaluate));
