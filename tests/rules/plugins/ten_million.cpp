// SPDX-License-Identifier: Apache-2.0
// Has ten million things to say of one case.
#include "guest.h"

namespace {

caseload_status Evaluate(const void*, [[maybe_unused]] const caseload_facts* facts,
                         [[maybe_unused]] std::uint64_t count,
                         [[maybe_unused]] const caseload_sink* sink,
                         [[maybe_unused]] volatile std::uint64_t* progress) {
  for (int i = 0; i < 10'000'000; ++i) guest::SaySeen(sink, 0, {CASELOAD_EVIDENCE_CASE, 1});
  return CASELOAD_OK;
}

}  // namespace

GUEST(guest::Rule("test.ten-million", &Evaluate));
