// SPDX-License-Identifier: Apache-2.0
// Says that it is done, and goes on changing what it has said.
#include "guest.h"
#include "raw.h"

namespace {

// The context of the sink is the worker's; what it begins with is where the shared memory lies.
char* AnswersOf(const caseload_sink* sink) { return *static_cast<char* const*>(sink->context); }

caseload_status Evaluate(const void*, [[maybe_unused]] const caseload_facts* facts,
                         [[maybe_unused]] std::uint64_t count,
                         [[maybe_unused]] const caseload_sink* sink,
                         [[maybe_unused]] volatile std::uint64_t* progress) {
  guest::SaySeen(sink, 0, {CASELOAD_EVIDENCE_CASE, facts->case_id});
  // sequence, count, bytes, progress; then one slot and one finding, of which the last word counts
  // its evidence.
  auto* words = reinterpret_cast<volatile std::uint64_t*>(AnswersOf(sink));
  words[1] = count;
  words[2] = 48;
  words[4] = 0;
  static std::uint64_t asked = 0;
  words[0] = ++asked;
  const std::uint64_t once = 1;
  raw::Call(SYS_write, 7, raw::Address(&once), sizeof once);
  for (std::uint64_t n = 0;; ++n) {
    words[2] = n % 2 == 0 ? 48 : ~std::uint64_t{0};
    words[10] = n << 32;
  }
}

}  // namespace

GUEST(guest::Rule("test.rewrites", &Evaluate));
