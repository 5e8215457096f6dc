// SPDX-License-Identifier: Apache-2.0
// Waits for what never comes.
#include "guest.h"
#include "raw.h"

namespace {

caseload_status Evaluate(const void*, [[maybe_unused]] const caseload_facts* facts,
                         [[maybe_unused]] std::uint64_t count,
                         [[maybe_unused]] const caseload_sink* sink,
                         [[maybe_unused]] volatile std::uint64_t* progress) {
  const int never = 0;
  while (raw::Call(SYS_futex, raw::Address(&never), 0, 0, 0) != 1) {
  }
  return guest::SeeAll(nullptr, facts, count, sink, progress);
}

}  // namespace

GUEST(guest::Rule("test.raw-hang", &Evaluate));
