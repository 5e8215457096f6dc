// SPDX-License-Identifier: Apache-2.0
#include "rules/subject_facts.h"

#include "taxonomy/packs.h"

namespace caseload::rules {

CodeNumbers NumbersOf(const taxonomy::Packs& packs) {
  return {[&packs](std::string_view set, std::string_view code) {
            const auto* found = packs.Find(set, code);
            return found == nullptr ? std::uint16_t{CASELOAD_CODE_UNKNOWN} : found->number;
          },
          [&packs](std::string_view set, std::string_view code) {
            const auto* found = packs.Find(set, code);
            const auto* core = found == nullptr ? nullptr : packs.CoreOf(*found);
            return core == nullptr ? std::uint16_t{0} : core->number;
          },
          [&packs](std::uint16_t number) {
            const auto* found = packs.ByNumber(number);
            if (found == nullptr || packs.CoreOf(*found) != found) return std::string();
            return found->label;
          }};
}

bool SpeaksOfTheEnd(std::uint32_t evidence_kind) {
  return evidence_kind == CASELOAD_EVIDENCE_CASE_CLOSED ||
         evidence_kind == CASELOAD_EVIDENCE_SPAN_ENDED ||
         evidence_kind == CASELOAD_EVIDENCE_ALLOCATION_ENDED ||
         evidence_kind == CASELOAD_EVIDENCE_ABSENCE_ENDED;
}

namespace {

// The group in which such a row is handed over; none for what is no row.
std::uint32_t GroupOf(std::uint32_t evidence_kind) {
  switch (evidence_kind) {
    case CASELOAD_EVIDENCE_CASE:
      return CASELOAD_GROUP_CASES;
    case CASELOAD_EVIDENCE_SPAN:
      return CASELOAD_GROUP_SPANS;
    case CASELOAD_EVIDENCE_EVENT:
      return CASELOAD_GROUP_EVENTS;
    case CASELOAD_EVIDENCE_CONCERN:
      return CASELOAD_GROUP_CONCERNS;
    case CASELOAD_EVIDENCE_RELATION:
      return CASELOAD_GROUP_RELATIONS;
    case CASELOAD_EVIDENCE_CHILD:
      return CASELOAD_GROUP_CHILDREN;
    case CASELOAD_EVIDENCE_WORKER:
      return CASELOAD_GROUP_WORKERS;
    case CASELOAD_EVIDENCE_ALLOCATION:
      return CASELOAD_GROUP_ALLOCATIONS;
    case CASELOAD_EVIDENCE_ABSENCE:
      return CASELOAD_GROUP_ABSENCES;
    case CASELOAD_EVIDENCE_MARK:
      return CASELOAD_GROUP_MARKS;
    case CASELOAD_EVIDENCE_TALLY:
      return CASELOAD_GROUP_TALLIES;
    default:
      return 0;
  }
}

}  // namespace

const Origin* SubjectFacts::Find(const caseload_evidence& evidence, std::uint32_t groups) const {
  if (evidence.row == 0 || evidence.row > origins.size()) return nullptr;
  const Origin& origin = origins[evidence.row - 1];
  if ((GroupOf(origin.evidence_kind) & groups) == 0) return nullptr;
  if (SpeaksOfTheEnd(evidence.kind)) {
    const bool fits = origin.evidence_kind + 1 == evidence.kind;
    return fits && origin.end != CASELOAD_DAY_NONE ? &origin : nullptr;
  }
  return origin.evidence_kind == evidence.kind ? &origin : nullptr;
}
static_assert(CASELOAD_EVIDENCE_CASE + 1 == CASELOAD_EVIDENCE_CASE_CLOSED &&
              CASELOAD_EVIDENCE_SPAN + 1 == CASELOAD_EVIDENCE_SPAN_ENDED &&
              CASELOAD_EVIDENCE_ALLOCATION + 1 == CASELOAD_EVIDENCE_ALLOCATION_ENDED &&
              CASELOAD_EVIDENCE_ABSENCE + 1 == CASELOAD_EVIDENCE_ABSENCE_ENDED);

}  // namespace caseload::rules
