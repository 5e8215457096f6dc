// SPDX-License-Identifier: Apache-2.0
#include "rules/worker/evaluation.h"

namespace caseload::rules {
namespace {

AnswerWriter& Writer(void* context) { return *static_cast<AnswerWriter*>(context); }

// Called from the rule's C or C++: nothing may leave them but a status.
caseload_status Emit(void* context, std::uint64_t index, const caseload_finding* finding) noexcept {
  return Writer(context).Add(index, finding, false);
}
caseload_status NearMiss(void* context, std::uint64_t index,
                         const caseload_finding* finding) noexcept {
  return Writer(context).Add(index, finding, true);
}
void LookAgainOn(void* context, std::uint64_t index, caseload_day day) noexcept {
  Writer(context).LookAgainOn(index, day);
}

}  // namespace

void Evaluate(const LoadedRule& loaded, const AskHead& asked, AnswerWriter& writer) {
  writer.Begin(asked.count);
  const auto* facts = reinterpret_cast<const caseload_facts*>(asked.facts);
  const caseload_sink sink{
      sizeof(caseload_sink), 0, &writer, &Emit, &LookAgainOn, asked.why != 0 ? &NearMiss : nullptr};
  caseload_status status = CASELOAD_E_INTERNAL;
  try {
    if (asked.made < loaded.made.size())
      status = loaded.rule->evaluate_batch(loaded.made[asked.made], facts, asked.count, &sink,
                                           writer.progress());
  } catch (...) {
    // The contract forbids it; the answer stays a failure.
  }
  writer.Finish(asked.sequence, status);
}

}  // namespace caseload::rules
