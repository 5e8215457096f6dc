// SPDX-License-Identifier: Apache-2.0
// Asks for the environment, and gives up when there is any.
#include <cstdlib>

#include "guest.h"

namespace {

caseload_status Evaluate(const void*, [[maybe_unused]] const caseload_facts* facts,
                         [[maybe_unused]] std::uint64_t count,
                         [[maybe_unused]] const caseload_sink* sink,
                         [[maybe_unused]] volatile std::uint64_t* progress) {
  if (std::getenv("PATH") != nullptr) return CASELOAD_E_INTERNAL;
  return guest::SeeAll(nullptr, facts, count, sink, progress);
}

}  // namespace

GUEST(guest::Rule("test.environment", &Evaluate));
