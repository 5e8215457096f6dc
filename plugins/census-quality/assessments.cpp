// SPDX-License-Identifier: Apache-2.0
// Assessments and the factors found at their end.
#include "modules.h"
#include "working_days.h"

namespace census {
namespace {

using namespace caseload::rule;

// Numbers of the sets assessment_factor and closure_reason; numbers of codes are stable for good.
constexpr int kNoFactors = 440;        // 21
constexpr int kPhysicalAbuse = 433;    // 18A
constexpr int kSexualAbuse = 436;      // 19A
constexpr int kAfterAssessment = 148;  // RC8
constexpr int kToEarlyHelp = 149;      // RC9
constexpr int kWorkingDays = 45;

bool Open(const Span& span) { return span.end == CASELOAD_DAY_NONE; }

bool FoundNone(const Concerns& factors) {
  return std::any_of(factors.begin(), factors.end(),
                     [](const auto* factor) { return factor->code == kNoFactors; });
}

void LookAtDays(const Span& span, const Episode& episode, const Record& record, const Year& year,
                Said& said) {
  if (Before(span.start, episode.row->referred))
    said.Add(k1103, {Start(span), Referral(*episode.row)});
  if (Before(span.end, span.start)) said.Add(k8608, {Start(span), End(span)});
  if (IsDay(span.end) && year.Misses(span.end)) said.Add(k8696, {End(span)});
  if (!Open(span) || !IsDay(span.start)) return;
  if (!year.Holds(span.start)) said.AddFrom(year.AsksForTheEndFrom(), k8736, {Start(span)});
  const Day late = MoreWorkingDaysBy(record.facts().reference(), span.start, kWorkingDays);
  if (late <= year.last) said.AddFrom(late, k8670Q, {Start(span)});
}

void LookAtFactors(const Span& span, const Concerns& factors, const Year& year, Said& said) {
  if (!factors.empty() && Open(span)) said.Add(k8614, {Start(span)});
  if (FoundNone(factors)) {
    const bool others = std::any_of(factors.begin(), factors.end(),
                                    [](const auto* factor) { return factor->code != kNoFactors; });
    if (others) said.Add(k8869, {Start(span)});
  }
  const bool known = std::any_of(factors.begin(), factors.end(), [](const auto* factor) {
    return factor->code != CASELOAD_CODE_UNKNOWN && factor->code != CASELOAD_CODE_NOT_RECORDED;
  });
  if (IsDay(span.end) && year.Holds(span.end) && !known) said.Add(k8897Q, {End(span)});
  for (const auto* factor : factors) {
    if ((factor->flags & CASELOAD_CONCERN_REPEATED) != 0) said.Add(k8898, {Start(span)});
    if (year.ruleset < 2024) continue;
    if (factor->code == kPhysicalAbuse) said.Add(k8945Q, {Start(span)});
    if (factor->code == kSexualAbuse) said.Add(k8950Q, {Start(span)});
  }
}

// An assessment that found nothing should be the end of the episode, and the episode say so: in a
// return at once, in a record that goes on when it is closed.
void LookWhetherItWasTheEnd(const Episode& episode, const Record& record, const Year& year,
                            Said& said) {
  if (episode.assessments.size() != 1) return;
  const Span& only = *episode.assessments.front();
  const auto& row = *episode.row;
  const bool closed = !episode.Open() || row.closure_reason != CASELOAD_CODE_NOT_RECORDED;
  const bool fits = row.closure_reason == kAfterAssessment || row.closure_reason == kToEarlyHelp;
  if (IsDay(only.end) && FoundNone(record.ConcernsOf(only)) && (closed || !year.whole_record) &&
      !fits)
    said.Add(k8873Q, {Referral(row), End(only)});
}

}  // namespace

void LookAtAssessments(const Record& record, const Year& year, Said& said) {
  for (const auto& episode : record.episodes()) {
    Spans open;
    for (const auto* span : episode.assessments) {
      LookAtDays(*span, episode, record, year, said);
      LookAtFactors(*span, record.ConcernsOf(*span), year, said);
      if (Open(*span)) open.push_back(span);
    }
    LookWhetherItWasTheEnd(episode, record, year, said);
    if (open.size() < 2) continue;
    for (const auto* span : open) said.Add(k8896, {Start(*span)});
  }
}

}  // namespace census
