// SPDX-License-Identifier: Apache-2.0
// Closes what it answers through.
#include "guest.h"
#include "raw.h"

namespace {

caseload_status Evaluate(const void*, [[maybe_unused]] const caseload_facts* facts,
                         [[maybe_unused]] std::uint64_t count,
                         [[maybe_unused]] const caseload_sink* sink,
                         [[maybe_unused]] volatile std::uint64_t* progress) {
  for (int i = 0; i < 16; ++i) raw::Call(SYS_close, i);
  return guest::SeeAll(nullptr, facts, count, sink, progress);
}

}  // namespace

GUEST(guest::Rule("test.raw-close", &Evaluate));
