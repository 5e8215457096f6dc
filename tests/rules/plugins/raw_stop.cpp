// SPDX-License-Identifier: Apache-2.0
// Stops itself and waits to be woken.
#include "guest.h"
#include "raw.h"

namespace {

caseload_status Evaluate(const void*, [[maybe_unused]] const caseload_facts* facts,
                         [[maybe_unused]] std::uint64_t count,
                         [[maybe_unused]] const caseload_sink* sink,
                         [[maybe_unused]] volatile std::uint64_t* progress) {
  raw::Call(SYS_tgkill, raw::Call(SYS_getpid), raw::Call(SYS_gettid), 19);
  return guest::SeeAll(nullptr, facts, count, sink, progress);
}

}  // namespace

GUEST(guest::Rule("test.raw-stop", &Evaluate));
