// SPDX-License-Identifier: Apache-2.0
// Fills a day into its sentence that no calendar has.
#include "guest.h"

namespace {

constexpr std::array kTexts{
    guest::Text("DUE", CASELOAD_KIND_DUE, "Due on {1}", "days", CASELOAD_VALUE_DAY)};

caseload_status Evaluate(const void*, const caseload_facts* facts, std::uint64_t count,
                         const caseload_sink* sink, volatile std::uint64_t* progress) {
  for (std::uint64_t i = 0; i < count; ++i) {
    *progress = i;
    const caseload_value day{std::int64_t{1} << 40, CASELOAD_VALUE_DAY, 0};
    const caseload_evidence evidence{CASELOAD_EVIDENCE_CASE, caseload_facts_at(facts, i)->case_id};
    const caseload_finding finding{sizeof(caseload_finding),
                                   0,
                                   1,
                                   CASELOAD_NO_NUMBER,
                                   CASELOAD_OPERATOR_NONE,
                                   0,
                                   &day,
                                   1,
                                   &evidence,
                                   1};
    sink->emit(sink->context, i, &finding);
  }
  return CASELOAD_OK;
}

constexpr caseload_rule Rule() {
  caseload_rule rule = guest::Rule("test.no-such-day", &Evaluate);
  rule.findings = kTexts.data();
  return rule;
}

}  // namespace

GUEST(Rule());
