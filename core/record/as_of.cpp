// SPDX-License-Identifier: Apache-2.0
#include "record/as_of.h"

namespace caseload::record {
namespace {

// A day that was not recorded is not later than any other.
bool Later(const std::string& text, Date day) {
  const auto date = ParseDate(text);
  return date && *date > day;
}

}  // namespace

std::optional<v1::Case> AsOf(v1::Case record, Date day) {
  if (Later(record.referred_on(), day)) return std::nullopt;
  if (Later(record.closed_on(), day)) {
    record.clear_closed_on();
    record.clear_closure_reason();
  }
  auto& concerns = *record.mutable_concerns();
  for (int i = concerns.size() - 1; i >= 0; --i) {
    if (Later(concerns[i].asserted_on(), day)) {
      concerns.DeleteSubrange(i, 1);
    } else if (Later(concerns[i].ended_on(), day)) {
      concerns[i].clear_ended_on();
    }
  }
  return record;
}

std::optional<v1::Entry> AsOf(v1::Entry entry, Date day) {
  if (Later(entry.occurred_on(), day)) return std::nullopt;
  if (Later(entry.ended_on(), day)) {
    entry.clear_ended_on();
    // What came of it came at its end.
    if (entry.has_assessment()) {
      entry.mutable_assessment()->clear_outcome();
      entry.mutable_assessment()->clear_no_further_action();
    }
    if (entry.has_section47_enquiry()) {
      entry.mutable_section47_enquiry()->clear_outcome();
      entry.mutable_section47_enquiry()->clear_no_further_action();
    }
    if (entry.has_looked_after_period()) entry.mutable_looked_after_period()->clear_end_reason();
    if (entry.has_pre_proceedings()) entry.mutable_pre_proceedings()->clear_outcome();
  }
  if (entry.has_section47_enquiry() && Later(entry.section47_enquiry().conference_on(), day)) {
    entry.mutable_section47_enquiry()->clear_conference_on();
  }
  return entry;
}

}  // namespace caseload::record
