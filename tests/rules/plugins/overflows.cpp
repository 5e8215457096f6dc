// SPDX-License-Identifier: Apache-2.0
// Calls itself until the stack is used up.
#include "guest.h"

namespace {

__attribute__((noinline)) int Deeper(int depth) {
  volatile char room[4096];
  room[0] = static_cast<char>(depth);
  return depth < 0 ? 0 : Deeper(depth + 1) + room[0];
}

caseload_status Evaluate(const void*, [[maybe_unused]] const caseload_facts* facts,
                         [[maybe_unused]] std::uint64_t count,
                         [[maybe_unused]] const caseload_sink* sink,
                         [[maybe_unused]] volatile std::uint64_t* progress) {
  if (Deeper(0) == 1) return CASELOAD_E_INTERNAL;
  return guest::SeeAll(nullptr, facts, count, sink, progress);
}

}  // namespace

GUEST(guest::Rule("test.overflows", &Evaluate));
