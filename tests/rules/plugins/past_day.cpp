// SPDX-License-Identifier: Apache-2.0
// Asks to be asked again on a day that has passed.
#include "guest.h"

namespace {

caseload_status Evaluate(const void*, [[maybe_unused]] const caseload_facts* facts,
                         [[maybe_unused]] std::uint64_t count,
                         [[maybe_unused]] const caseload_sink* sink,
                         [[maybe_unused]] volatile std::uint64_t* progress) {
  sink->look_again_on(sink->context, 0, facts->as_of);
  return CASELOAD_OK;
}

}  // namespace

GUEST(guest::Rule("test.past-day", &Evaluate));
