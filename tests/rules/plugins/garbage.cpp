// SPDX-License-Identifier: Apache-2.0
// Fills the memory of its answers with noise and says that it is done.
#include "guest.h"
#include "raw.h"

namespace {

// The context of the sink is the worker's; what it begins with is where the shared memory lies.
char* AnswersOf(const caseload_sink* sink) { return *static_cast<char* const*>(sink->context); }

caseload_status Evaluate(const void*, [[maybe_unused]] const caseload_facts* facts,
                         [[maybe_unused]] std::uint64_t count,
                         [[maybe_unused]] const caseload_sink* sink,
                         [[maybe_unused]] volatile std::uint64_t* progress) {
  std::memset(AnswersOf(sink), 0xAB, 4096);
  const std::uint64_t once = 1;
  raw::Call(SYS_write, 7, raw::Address(&once), sizeof once);
  for (volatile bool forever = true; forever;) {
  }
  return CASELOAD_OK;
}

}  // namespace

GUEST(guest::Rule("test.garbage", &Evaluate));
