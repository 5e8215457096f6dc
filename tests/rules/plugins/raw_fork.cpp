// SPDX-License-Identifier: Apache-2.0
// Makes a process of its own, past the C library.
#include "guest.h"
#include "raw.h"

namespace {

caseload_status Evaluate(const void*, [[maybe_unused]] const caseload_facts* facts,
                         [[maybe_unused]] std::uint64_t count,
                         [[maybe_unused]] const caseload_sink* sink,
                         [[maybe_unused]] volatile std::uint64_t* progress) {
  if (raw::Call(SYS_fork) == 0) raw::Call(SYS_exit_group, 0);
  return guest::SeeAll(nullptr, facts, count, sink, progress);
}

}  // namespace

GUEST(guest::Rule("test.raw-fork", &Evaluate));
