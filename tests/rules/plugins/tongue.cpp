// SPDX-License-Identifier: Apache-2.0
// Takes the language of its surroundings, as it is made, and says more where there is none.
#include <locale>
#include <stdexcept>

#include "guest.h"

namespace {

void* Create(const std::int64_t*, std::uint64_t, char*, std::uint64_t) {
  static std::int64_t said = 1;
  try {
    said = std::locale("").name() == "C" ? 1 : 2;
  } catch (const std::runtime_error&) {
    said = 3;
  }
  return &said;
}

caseload_status Evaluate(const void* self, const caseload_facts* facts, std::uint64_t count,
                         const caseload_sink* sink, volatile std::uint64_t*) {
  for (std::uint64_t i = 0; i < count; ++i) {
    guest::SaySeen(sink, i, {CASELOAD_EVIDENCE_CASE, caseload_facts_at(facts, i)->case_id},
                   *static_cast<const std::int64_t*>(self));
  }
  return CASELOAD_OK;
}

constexpr caseload_rule Rule() {
  auto rule = guest::Rule("test.tongue", &Evaluate);
  rule.create = &Create;
  return rule;
}

}  // namespace

GUEST(Rule());
