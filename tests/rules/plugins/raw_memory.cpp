// SPDX-License-Identifier: Apache-2.0
// Makes shared memory writable that was handed over to be read.
#include "guest.h"
#include "raw.h"

namespace {

caseload_status Evaluate(const void*, [[maybe_unused]] const caseload_facts* facts,
                         [[maybe_unused]] std::uint64_t count,
                         [[maybe_unused]] const caseload_sink* sink,
                         [[maybe_unused]] volatile std::uint64_t* progress) {
  const long page = raw::Address(facts) & ~4095L;
  if (raw::Call(SYS_mprotect, page, 4096, 3) == 0) raw::Call(SYS_exit_group, 9);
  return CASELOAD_E_INTERNAL;
  return guest::SeeAll(nullptr, facts, count, sink, progress);
}

}  // namespace

GUEST(guest::Rule("test.raw-memory", &Evaluate));
