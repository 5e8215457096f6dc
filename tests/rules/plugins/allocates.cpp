// SPDX-License-Identifier: Apache-2.0
// Takes memory until there is none.
#include "guest.h"

namespace {

caseload_status Evaluate(const void*, [[maybe_unused]] const caseload_facts* facts,
                         [[maybe_unused]] std::uint64_t count,
                         [[maybe_unused]] const caseload_sink* sink,
                         [[maybe_unused]] volatile std::uint64_t* progress) {
  for (volatile bool more = true; more;) std::memset(new char[1 << 20], 1, 1 << 20);
  return guest::SeeAll(nullptr, facts, count, sink, progress);
}

}  // namespace

GUEST(guest::Rule("test.allocates", &Evaluate));
