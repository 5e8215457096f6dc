// SPDX-License-Identifier: Apache-2.0
// Looks which time zone it is in, as it is made, and says more outside of one.
#include <ctime>
#include <iomanip>
#include <sstream>

#include "guest.h"

namespace {

void* Create(const std::int64_t*, std::uint64_t, char*, std::uint64_t) {
  static std::int64_t said = 1;
  const std::tm noon{};
  std::ostringstream zone;
  zone << std::put_time(&noon, "%Z");
  said = zone.str() == "UTC" ? 1 : 2;
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
  auto rule = guest::Rule("test.zone", &Evaluate);
  rule.create = &Create;
  return rule;
}

}  // namespace

GUEST(Rule());
