// SPDX-License-Identifier: Apache-2.0
// Hands over a finding that ends in the middle.
#include "guest.h"

namespace {

caseload_status Evaluate(const void*, [[maybe_unused]] const caseload_facts* facts,
                         [[maybe_unused]] std::uint64_t count,
                         [[maybe_unused]] const caseload_sink* sink,
                         [[maybe_unused]] volatile std::uint64_t* progress) {
  caseload_finding finding{};
  finding.struct_size = 8;
  sink->emit(sink->context, 0, &finding);
  return CASELOAD_OK;
}

}  // namespace

GUEST(guest::Rule("test.half-finding", &Evaluate));
