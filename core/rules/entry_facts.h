// SPDX-License-Identifier: Apache-2.0
// Entry facts: the row of one chronology entry, which is a span, an event, or nothing a rule is
// shown.
#pragma once

#include <string>
#include <variant>

#include "base/clock.h"
#include "base/date.h"
#include "caseload/v1/chronology.pb.h"
#include "rules/subject_facts.h"

namespace caseload::rules {

// Whether the text is a day that lies after as_of.
bool After(const std::string& day, Date as_of);
// A text that is no day is as good as none.
caseload_day DayOr(const std::string& text, caseload_day otherwise);
// The day, in England, on which the server came to know of this form of a record.
template <class Recorded>
caseload_day RecordedOn(const Recorded& record) {
  constexpr std::int64_t kMicros = 1'000'000;
  if (!record.has_recorded_at()) return CASELOAD_DAY_NOT_RECORDED;
  return Clock::DayInEngland({record.recorded_at().seconds() * kMicros}).days;
}
// The day on which something ended; what ends after as_of has not ended yet.
caseload_day EndBy(const std::string& text, Date as_of);
std::uint16_t NumberOf(const CodeNumbers::Number& number, std::string_view set,
                       std::string_view code);

std::string InCapitals(std::string text);

// The entry of the plan that a review or a visit belongs to; empty when it says none.
const std::string& PlanOf(const v1::Entry& entry);

// The ids of row and case are still to be filled in. Monostate for a kind that is no fact, e.g. a
// note.
using EntryRow = std::variant<std::monostate, caseload_span_row, caseload_event_row>;
EntryRow RowOf(const v1::Entry& entry, Date as_of, const CodeNumbers& numbers);

}  // namespace caseload::rules
