// SPDX-License-Identifier: Apache-2.0
// The facts of one subject as a rule reads them.
#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <stdexcept>

#include "caseload/rule.h"
#include "caseload/rule_days.hpp"

namespace caseload::rule {

// Rows about one child, family, worker, team or authority; valid during evaluate only.
class Facts {
 public:
  explicit Facts(const caseload_facts& facts) : facts_(facts) {}

  Day as_of() const { return facts_.as_of; }
  std::uint32_t subject_kind() const { return facts_.subject_kind; }
  std::uint32_t subject() const { return facts_.subject; }
  // Row id of the case asked about; 0: the question is about no single one.
  std::uint32_t case_asked() const { return facts_.case_id; }
  // Whether the groups, one or several, were handed over.
  bool Given(std::uint32_t groups) const { return (facts_.given & groups) == groups; }
  // Nothing: nobody has said from when the history is whole.
  std::optional<Day> history_complete_from() const { return Known(facts_.history_complete_from); }

  std::span<const caseload_child_row> children() const {
    return {facts_.children, facts_.child_count};
  }
  std::span<const caseload_case_row> cases() const { return {facts_.cases, facts_.case_count}; }
  std::span<const caseload_span_row> spans() const { return {facts_.spans, facts_.span_count}; }
  std::span<const caseload_event_row> events() const { return {facts_.events, facts_.event_count}; }
  std::span<const caseload_concern_row> concerns() const {
    return {facts_.concerns, facts_.concern_count};
  }
  std::span<const caseload_relation_row> relations() const {
    return {facts_.relations, facts_.relation_count};
  }
  std::span<const caseload_worker_row> workers() const {
    return {facts_.workers, facts_.worker_count};
  }
  std::span<const caseload_allocation_row> allocations() const {
    return {facts_.allocations, facts_.allocation_count};
  }
  std::span<const caseload_absence_row> absences() const {
    return {facts_.absences, facts_.absence_count};
  }
  std::span<const caseload_mark_row> marks() const { return {facts_.marks, facts_.mark_count}; }
  std::span<const caseload_tally_row> tallies() const {
    return {facts_.tallies, facts_.tally_count};
  }

  const caseload_reference& reference() const {
    if (facts_.reference == nullptr) throw std::logic_error("no calendar was handed over");
    return *facts_.reference;
  }
  Calendar calendar() const { return Calendar(reference()); }
  // When what began on the day is due by the authority's clock of this name. Nothing when there is
  // no such clock that day, or the calendar does not reach so far.
  std::optional<Day> DueBy(std::string_view clock, Day from) const {
    const auto* row = ClockOn(reference(), clock, from);
    return row == nullptr ? std::nullopt : DueOn(reference(), *row, from);
  }

 protected:
  const caseload_facts& raw() const { return facts_; }

 private:
  const caseload_facts& facts_;
};

// The facts of one child, for a question about one of the child's cases.
class Case : public Facts {
 public:
  using Facts::Facts;

  const caseload_child_row& child() const {
    for (const auto& row : children()) {
      if (row.id == raw().subject) return row;
    }
    throw std::logic_error("the child asked about is not among the children");
  }
  Day birth() const { return child().birth; }
  Day expected_birth() const { return child().expected_birth; }

  // Whether one case was asked about, and not the child as a whole.
  bool AboutACase() const { return raw().case_id != 0; }
  // The case that was asked about.
  const caseload_case_row& own() const {
    for (const auto& row : cases()) {
      if (row.id == raw().case_id) return row;
    }
    throw std::logic_error("the case asked about is not among the cases");
  }

  // Whether an absent row says "none" for all days from this one on. Nothing is recorded of a child
  // before the pregnancy, so a history that is whole from then on is whole.
  bool HistoryReaches(Day back_to) const {
    const auto whole = history_complete_from();
    if (!whole) return false;
    auto born = Known(birth());
    if (!born) born = Known(expected_birth());
    return *whole <= (born ? std::max(back_to, *born - kPregnancyDays) : back_to);
  }
};

// The rows a finding rests on.
inline caseload_evidence Referral(const caseload_case_row& row) {
  return {CASELOAD_EVIDENCE_CASE, row.id};
}
inline caseload_evidence Closure(const caseload_case_row& row) {
  return {CASELOAD_EVIDENCE_CASE_CLOSED, row.id};
}
inline caseload_evidence Start(const caseload_span_row& row) {
  return {CASELOAD_EVIDENCE_SPAN, row.id};
}
inline caseload_evidence End(const caseload_span_row& row) {
  return {CASELOAD_EVIDENCE_SPAN_ENDED, row.id};
}
inline caseload_evidence That(const caseload_event_row& row) {
  return {CASELOAD_EVIDENCE_EVENT, row.id};
}
inline caseload_evidence That(const caseload_concern_row& row) {
  return {CASELOAD_EVIDENCE_CONCERN, row.id};
}
inline caseload_evidence That(const caseload_relation_row& row) {
  return {CASELOAD_EVIDENCE_RELATION, row.id};
}
inline caseload_evidence That(const caseload_child_row& row) {
  return {CASELOAD_EVIDENCE_CHILD, row.id};
}
inline caseload_evidence That(const caseload_worker_row& row) {
  return {CASELOAD_EVIDENCE_WORKER, row.id};
}
inline caseload_evidence Start(const caseload_allocation_row& row) {
  return {CASELOAD_EVIDENCE_ALLOCATION, row.id};
}
inline caseload_evidence End(const caseload_allocation_row& row) {
  return {CASELOAD_EVIDENCE_ALLOCATION_ENDED, row.id};
}
inline caseload_evidence Start(const caseload_absence_row& row) {
  return {CASELOAD_EVIDENCE_ABSENCE, row.id};
}
inline caseload_evidence End(const caseload_absence_row& row) {
  return {CASELOAD_EVIDENCE_ABSENCE_ENDED, row.id};
}
inline caseload_evidence That(const caseload_mark_row& row) {
  return {CASELOAD_EVIDENCE_MARK, row.id};
}
inline caseload_evidence That(const caseload_tally_row& row) {
  return {CASELOAD_EVIDENCE_TALLY, row.id};
}

}  // namespace caseload::rule
