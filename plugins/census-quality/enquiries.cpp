// SPDX-License-Identifier: Apache-2.0
// Section 47 enquiries and the conferences they led to.
#include "modules.h"
#include "working_days.h"

namespace census {
namespace {

using namespace caseload::rule;

constexpr int kWorkingDays = 15;

bool Required(const Span& span) { return !Has(span, CASELOAD_SPAN_CONFERENCE_NOT_REQUIRED); }

void LookAtConference(const Span& span, const Episode& episode, const Year& year, Said& said) {
  const Day held = span.value;
  if (!IsDay(held)) return;
  if (Before(held, episode.row->referred)) said.Add(k1104, {Start(span), Referral(*episode.row)});
  if (!IsDay(span.start) || span.start > held) said.Add(k8615, {Start(span)});
  if (year.Misses(held)) said.Add(k8715, {Start(span)});
  if (IsWeekend(held)) said.Add(k8875, {Start(span)});
}

void LookAtDays(const Span& span, const Episode& episode, const Record& record, const Year& year,
                Said& said) {
  if (Before(span.start, episode.row->referred))
    said.Add(k2889, {Start(span), Referral(*episode.row)});
  if (IsDay(span.other) && IsWeekend(span.other)) said.Add(k8870Q, {Start(span)});
  if (!Required(span) || !IsDay(span.start)) return;
  const bool held = IsDay(span.value);
  if (!(held && span.value <= year.last) && !year.Holds(span.start))
    said.AddFrom(year.AsksForTheEndFrom(), k8740, {Start(span)});
  if (held) return;
  const Day late = MoreWorkingDaysBy(record.facts().reference(), span.start, kWorkingDays);
  if (late <= year.last) said.AddFrom(late, k8675Q, {Start(span)});
}

// The census has two places for the day of a conference; one conference belongs in one of them.
void LookForConferencesTwice(const Record& record, Said& said) {
  std::unordered_map<Day, Events> by_day;
  for (const auto& episode : record.episodes()) {
    for (const auto* held : episode.conferences) by_day[held->day].push_back(held);
  }
  for (const auto& episode : record.episodes()) {
    for (const auto* span : episode.enquiries) {
      const auto same = by_day.find(span->value);
      if (!IsDay(span->value) || same == by_day.end()) continue;
      for (const auto* held : same->second) said.Add(k2884, {Start(*span), That(*held)});
    }
  }
}

}  // namespace

void LookAtEnquiries(const Record& record, const Year& year, Said& said) {
  for (const auto& episode : record.episodes()) {
    Spans open;
    for (const auto* span : episode.enquiries) {
      LookAtConference(*span, episode, year, said);
      LookAtDays(*span, episode, record, year, said);
      if (episode.assessments.empty()) said.Add(k2991Q, {Start(*span)});
      if (!IsDay(span->value) && Required(*span) && !IsDay(span->end)) open.push_back(span);
    }
    if (open.size() < 2) continue;
    for (const auto* span : open) said.Add(k8839, {Start(*span)});
  }
  LookForConferencesTwice(record, said);
}

}  // namespace census
