// SPDX-License-Identifier: Apache-2.0
// A guest to start from: a whole, valid rule of which each fixture spoils one thing.
#pragma once

#include <caseload/rule.hpp>

namespace guest {

using namespace caseload::rule;

inline constexpr std::array kTexts{
    Text("SEEN", CASELOAD_KIND_INFO, "The case was seen after {measure} days", "days")};

inline void* Create(const std::int64_t*, std::uint64_t, char*, std::uint64_t) {
  static int instance = 0;
  return &instance;
}
inline void Destroy(void*) {}

using Evaluate = caseload_status (*)(const void*, const caseload_facts*, std::uint64_t,
                                     const caseload_sink*, volatile std::uint64_t*);

inline caseload_status SaySeen(const caseload_sink* sink, std::uint64_t index,
                               caseload_evidence evidence, std::int64_t measure = 1,
                               std::uint32_t text = 0) {
  const caseload_finding finding{sizeof(caseload_finding),
                                 text,
                                 measure,
                                 CASELOAD_NO_NUMBER,
                                 CASELOAD_OPERATOR_NONE,
                                 0,
                                 nullptr,
                                 0,
                                 &evidence,
                                 1};
  return sink->emit(sink->context, index, &finding);
}
inline caseload_status SeeAll(const void*, const caseload_facts* facts, std::uint64_t count,
                              const caseload_sink* sink, volatile std::uint64_t*) {
  for (std::uint64_t i = 0; i < count; ++i)
    SaySeen(sink, i, {CASELOAD_EVIDENCE_CASE, caseload_facts_at(facts, i)->case_id});
  return CASELOAD_OK;
}

constexpr caseload_rule Rule(std::string_view id, Evaluate evaluate = &SeeAll) {
  return {CASELOAD_RULE_MAGIC,
          sizeof(caseload_rule),
          CASELOAD_RULE_ABI_MAJOR,
          CASELOAD_RULE_ABI_MINOR,
          CASELOAD_FACTS_SCHEMA,
          CASELOAD_FACTS_SCHEMA,
          CASELOAD_VOCABULARY,
          CASELOAD_SUBJECT_CHILD,
          CASELOAD_GROUP_CASES,
          0,
          Str(id),
          Str("1.0.0"),
          Str("A guest"),
          Str("None"),
          kTexts.data(),
          kTexts.size(),
          nullptr,
          0,
          &Create,
          &Destroy,
          evaluate,
          nullptr};
}

}  // namespace guest

#define GUEST(RULE)                                                     \
  extern "C" CASELOAD_RULE_EXPORT const caseload_rule caseload_rule_v1; \
  extern "C" constinit const caseload_rule caseload_rule_v1 = RULE
