// SPDX-License-Identifier: Apache-2.0
#include "rules/worker/evaluation.h"

namespace caseload::rules {
namespace {

caseload_status Take(RuleAnswer& answer, std::uint64_t index, const caseload_finding& finding) {
  const bool broken = index != 0 || finding.struct_size < sizeof(caseload_finding) ||
                      (finding.evidence == nullptr && finding.evidence_count > 0) ||
                      (finding.values == nullptr && finding.value_count > 0);
  if (broken) return CASELOAD_E_INTERNAL;
  if (answer.said.size() >= CASELOAD_MOST_FINDINGS ||
      finding.evidence_count > CASELOAD_MOST_EVIDENCE ||
      finding.value_count > CASELOAD_MOST_VALUES) {
    answer.flooded = true;
    return CASELOAD_E_FULL;
  }
  Said said{finding.text, finding.measure, finding.threshold, finding.comparison, {}, {}};
  if (finding.value_count > 0)
    said.values.assign(finding.values, finding.values + finding.value_count);
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

caseload_facts View(const FactsRows& rows, const Reference& reference) {
  caseload_facts facts{};
  facts.struct_size = sizeof facts;
  facts.facts_schema = CASELOAD_FACTS_SCHEMA;
  facts.subject_kind = rows.subject_kind;
  facts.subject = rows.subject;
  facts.case_id = rows.case_id;
  facts.as_of = rows.as_of;
  facts.history_complete_from = rows.history_complete_from;
  facts.given = rows.given;
  facts.reference = reference.shown();
  const auto show = [](const auto& from, const auto*& to, std::uint64_t& count) {
    to = from.data();
    count = from.size();
  };
  show(rows.children, facts.children, facts.child_count);
  show(rows.cases, facts.cases, facts.case_count);
  show(rows.spans, facts.spans, facts.span_count);
  show(rows.events, facts.events, facts.event_count);
  show(rows.concerns, facts.concerns, facts.concern_count);
  show(rows.relations, facts.relations, facts.relation_count);
  show(rows.workers, facts.workers, facts.worker_count);
  show(rows.allocations, facts.allocations, facts.allocation_count);
  show(rows.absences, facts.absences, facts.absence_count);
  show(rows.marks, facts.marks, facts.mark_count);
  show(rows.tallies, facts.tallies, facts.tally_count);
  return facts;
}

}  // namespace

Reference::Reference(const ReferenceRows& rows) {
  for (const auto& clock : rows.clocks) {
    clocks_.push_back({{clock.name.data(), clock.name.size()},
                       clock.limit,
                       clock.unit,
                       clock.inclusive,
                       clock.kind,
                       0,
                       clock.valid_from,
                       clock.valid_until,
                       0});
  }
  shown_ = {sizeof shown_,        CASELOAD_VOCABULARY, rows.calendar_first, rows.calendar_days,
            rows.days_off.data(), clocks_.data(),      clocks_.size()};
}

RuleAnswer Evaluate(const LoadedRule& loaded, const FactsRows& rows, const Reference& reference) {
  RuleAnswer answer;
  const caseload_facts facts = View(rows, reference);
  const caseload_sink sink{sizeof(caseload_sink), 0, &answer, &Emit, &LookAgainOn, nullptr};
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
