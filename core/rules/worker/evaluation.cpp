// SPDX-License-Identifier: Apache-2.0
#include "rules/worker/evaluation.h"

namespace caseload::rules {
namespace {

caseload_status Take(RuleAnswer& answer, std::uint64_t index, const caseload_finding& finding) {
  const bool broken = index != 0 || finding.struct_size < sizeof(caseload_finding) ||
                      (finding.evidence == nullptr && finding.evidence_count > 0);
  if (broken) return CASELOAD_E_INTERNAL;
  if (answer.said.size() >= CASELOAD_MOST_FINDINGS ||
      finding.evidence_count > CASELOAD_MOST_EVIDENCE) {
    answer.flooded = true;
    return CASELOAD_E_FULL;
  }
  Said said{finding.text, finding.measure, finding.threshold, {}};
  if (finding.evidence_count > 0) {
    said.evidence.assign(finding.evidence, finding.evidence + finding.evidence_count);
  }
  answer.said.push_back(std::move(said));
  return CASELOAD_OK;
}

// Called from the rule's C or C++: nothing may leave them but a status.
caseload_status Emit(void* context, std::uint64_t index, const caseload_finding* finding) noexcept {
  auto& answer = *static_cast<RuleAnswer*>(context);
  const caseload_status status =
      finding == nullptr ? CASELOAD_E_INTERNAL : Take(answer, index, *finding);
  if (status == CASELOAD_E_INTERNAL) answer.status = status;
  return status;
}

void LookAgainOn(void* context, std::uint64_t /*index*/, caseload_day day) noexcept {
  auto& answer = *static_cast<RuleAnswer*>(context);
  if (day < answer.look_again_on) answer.look_again_on = day;
}

caseload_facts View(const FactsRows& rows) {
  caseload_facts facts{};
  facts.struct_size = sizeof facts;
  facts.facts_schema = CASELOAD_FACTS_SCHEMA;
  facts.case_id = rows.case_id;
  facts.as_of = rows.as_of;
  facts.birth = rows.birth;
  facts.expected_birth = rows.expected_birth;
  facts.history_complete_from = rows.history_complete_from;
  facts.cases = rows.cases.data();
  facts.case_count = rows.cases.size();
  facts.spans = rows.spans.data();
  facts.span_count = rows.spans.size();
  facts.events = rows.events.data();
  facts.event_count = rows.events.size();
  facts.concerns = rows.concerns.data();
  facts.concern_count = rows.concerns.size();
  facts.relations = rows.relations.data();
  facts.relation_count = rows.relations.size();
  return facts;
}

}  // namespace

RuleAnswer Evaluate(const LoadedRule& loaded, const FactsRows& rows) {
  RuleAnswer answer;
  const caseload_facts facts = View(rows);
  const caseload_sink sink{sizeof(caseload_sink), 0, &answer, &Emit, &LookAgainOn};
  volatile std::uint64_t progress = 0;
  caseload_status status = CASELOAD_E_INTERNAL;
  try {
    status = loaded.rule->evaluate_batch(loaded.self, &facts, 1, &sink, &progress);
  } catch (...) {
    // The contract forbids it; the answer stays a failure.
  }
  if (status != CASELOAD_OK) answer.status = status;
  return answer;
}

}  // namespace caseload::rules
