// SPDX-License-Identifier: Apache-2.0
// What goes on beside another of its kind, though a child has one of it at a time.
#include "modules.h"

namespace census {
namespace {

using namespace caseload::rule;

// From its first day to the day before `until`.
struct Stretch {
  Day start;
  Day until;
  caseload_evidence row;
};

// Those of one day come with the longest first, so that whatever begins within another comes after
// it.
void Look(std::vector<Stretch> stretches, TextOf rule, Said& said) {
  std::erase_if(stretches, [](const auto& one) { return !IsDay(one.start); });
  std::stable_sort(stretches.begin(), stretches.end(), [](const auto& a, const auto& b) {
    return a.start != b.start ? a.start < b.start : a.until > b.until;
  });
  for (auto one = stretches.begin(); one != stretches.end(); ++one) {
    for (auto next = one + 1; next != stretches.end() && next->start < one->until; ++next) {
      if (said.Full(rule)) return;
      said.Add(rule, {one->row, next->row});
    }
  }
}

// What has not ended goes on to the end of the census year; a day that is not recorded ends nothing
// and begins nothing.
Day Until(Day end, Day start, const Year& year) {
  if (end == CASELOAD_DAY_NONE) return year.last + 1;
  return IsDay(end) ? end : start;
}

// The census counts the last day of a plan as part of it.
void LookAtPlans(const Spans& plans, TextOf rule, const Year& year, Said& said) {
  std::vector<Stretch> stretches;
  for (const auto* plan : plans) {
    const Day after = IsDay(plan->end) ? 1 : 0;
    stretches.push_back({plan->start, Until(plan->end, plan->start, year) + after, Start(*plan)});
  }
  Look(std::move(stretches), rule, said);
}

// The census does not count the last day of an episode, and a referral with no further action that
// was not closed lasts no day.
void LookAtWholeEpisodes(const Record& record, const Year& year, Said& said) {
  std::vector<Stretch> stretches;
  for (const auto& episode : record.episodes()) {
    const auto& row = *episode.row;
    const bool lasts = !(episode.Open() && episode.NoFurtherAction());
    stretches.push_back({row.referred, lasts ? Until(row.closed, row.referred, year) : row.referred,
                         Referral(row)});
  }
  Look(std::move(stretches), k8820, said);
}

// An enquiry is over with its conference, or when none was required.
Day EnquiryUntil(const Span& span, const Year& year) {
  if (IsDay(span.value)) return span.value;
  const bool over = Has(span, CASELOAD_SPAN_CONFERENCE_NOT_REQUIRED);
  return over ? span.start : Until(span.end, span.start, year);
}

}  // namespace

void LookForOverlaps(const Record& record, const Year& year, Said& said) {
  LookAtPlans(record.cin_plans(), k4014, year, said);
  LookAtPlans(record.protection_plans(), k8940, year, said);
  LookAtWholeEpisodes(record, year, said);
  for (const auto& episode : record.episodes()) {
    std::vector<Stretch> assessments;
    for (const auto* one : episode.assessments)
      assessments.push_back({one->start, Until(one->end, one->start, year), Start(*one)});
    Look(std::move(assessments), k8863Q, said);
    std::vector<Stretch> enquiries;
    for (const auto* one : episode.enquiries)
      enquiries.push_back({one->start, EnquiryUntil(*one, year), Start(*one)});
    Look(std::move(enquiries), k8890, said);
  }
}

}  // namespace census
