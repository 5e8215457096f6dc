// SPDX-License-Identifier: Apache-2.0
// Speaks of a case without evidence.
#include "guest.h"

namespace {

caseload_status Evaluate(const void*, [[maybe_unused]] const caseload_facts* facts, std::uint64_t,
                         [[maybe_unused]] const caseload_sink* sink, volatile std::uint64_t*) {
  const caseload_finding finding{sizeof(caseload_finding),
                                 0,
                                 1,
                                 CASELOAD_NO_NUMBER,
                                 CASELOAD_OPERATOR_NONE,
                                 0,
                                 nullptr,
                                 0,
                                 nullptr,
                                 0};
  return sink->emit(sink->context, 0, &finding);
}

}  // namespace

GUEST(guest::Rule("test.silent-evidence", &Evaluate));
