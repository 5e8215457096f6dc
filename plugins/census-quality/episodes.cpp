// SPDX-License-Identifier: Apache-2.0
// The episode itself: its days and codes, and whether what it holds fits them.
#include "modules.h"
#include "working_days.h"

namespace census {
namespace {

using namespace caseload::rule;

// Numbers of the set closure_reason; numbers of codes are stable for good.
constexpr int kDied = 142;             // RC2
constexpr int kAfterAssessment = 148;  // RC8
constexpr int kToEarlyHelp = 149;      // RC9
constexpr int kPregnancy = kPregnancyDays;

bool Missing(std::uint16_t code) { return code == CASELOAD_CODE_NOT_RECORDED; }
bool Invalid(std::uint16_t code) { return code == CASELOAD_CODE_UNKNOWN; }

void LookAtReferral(const Episode& episode, const Record& record, const Year& year, Said& said) {
  const auto& row = *episode.row;
  const auto& child = record.child();
  if (!IsDay(row.referred) || row.referred > year.last) said.Add(k8600, {Referral(row)});
  if (Before(child.death, row.referred)) said.Add(k8555Q, {Referral(row), That(child)});
  const Day birth = IsDay(child.birth) ? child.birth : child.expected_birth;
  if (IsDay(birth) && Before(row.referred, birth - kPregnancy))
    said.Add(k8606, {Referral(row), That(child)});
  if (Missing(row.referral_source) || Invalid(row.referral_source))
    said.Add(k8866, {Referral(row)});
  const bool known = (row.flags & (CASELOAD_CASE_NO_FURTHER_ACTION | CASELOAD_CASE_TAKEN_ON)) != 0;
  if (!known) said.Add(k8568, {Referral(row)});
  if (episode.NoFurtherAction() && Before(row.referred, year.first) &&
      MoreWorkingDaysBy(record.facts().reference(), row.referred, 0) < year.first)
    said.Add(k8569Q, {Referral(row)});
  if ((row.flags & CASELOAD_CASE_TAKEN_ON) != 0 && episode.needs.empty())
    said.Add(k8610, {Referral(row)});
  for (const auto* need : episode.needs) {
    if (Invalid(need->code)) said.Add(k8650, {Referral(row), That(*need)});
  }
}

void LookAtClosure(const Episode& episode, const Record& record, const Year& year, Said& said) {
  const auto& row = *episode.row;
  const auto& child = record.child();
  const bool died = row.closure_reason == kDied;
  if (IsDay(row.closed) && year.Misses(row.closed)) said.Add(k8620, {Closure(row)});
  if (Before(row.closed, row.referred)) said.Add(k8630, {Referral(row), Closure(row)});
  if (Invalid(row.closure_reason)) said.Add(k8640, {Referral(row)});
  if (!episode.Open() && Missing(row.closure_reason)) said.Add(k8805, {Closure(row)});
  if (episode.Open() && !Missing(row.closure_reason)) said.Add(k8810, {Referral(row)});
  if (died && child.death == CASELOAD_DAY_NONE) said.Add(k8585Q, {Referral(row), That(child)});
  constexpr int kMonths = 25 * 12;
  const Day until = IsDay(row.closed) ? row.closed : year.last;
  if (IsDay(child.birth) && AddMonths(child.birth, kMonths) < until)
    said.Add(k8775Q, {Referral(row), That(child)});
}

// What may not stand in an episode that was closed after its assessment.
void LookAfterAssessment(const Episode& episode, Said& said) {
  const auto& row = *episode.row;
  if (row.closure_reason != kAfterAssessment && row.closure_reason != kToEarlyHelp) return;
  if (episode.assessments.empty()) said.Add(k8825Q, {Referral(row)});
  for (const auto* module : {&episode.cin_plans, &episode.enquiries, &episode.protection_plans}) {
    for (const auto* span : *module) said.Add(k2990, {Referral(row), Start(*span)});
  }
  for (const auto* held : episode.conferences) said.Add(k2990, {Referral(row), That(*held)});
}

void LookWhenNothingFollowed(const Episode& episode, Said& said) {
  if (!episode.NoFurtherAction()) return;
  const auto& row = *episode.row;
  for (const auto* one : episode.assessments) {
    if (IsDay(one->start) || IsDay(one->end)) said.Add(k8831, {Referral(row), Start(*one)});
  }
  for (const auto* one : episode.enquiries) {
    if (IsDay(one->start) || IsDay(one->value)) said.Add(k8831, {Referral(row), Start(*one)});
  }
  for (const auto* held : episode.conferences) said.Add(k8831, {Referral(row), That(*held)});
  for (const auto* plan : episode.cin_plans) said.Add(k4000, {Referral(row), Start(*plan)});
  for (const auto* plan : episode.protection_plans) said.Add(k8832, {Referral(row), Start(*plan)});
}

// What began or ended after the episode was closed, or was still open then.
void LookAfterClosure(const Episode& episode, Said& said) {
  const auto& row = *episode.row;
  if (!IsDay(row.closed)) return;
  const auto after = [&](Day day) { return Before(row.closed, day); };
  for (const auto* module : {&episode.assessments, &episode.cin_plans, &episode.protection_plans}) {
    for (const auto* span : *module) {
      if (after(span->start) || after(span->end)) said.Add(k8565, {Closure(row), Start(*span)});
    }
  }
  for (const auto* span : episode.enquiries) {
    if (after(span->start) || after(span->value)) said.Add(k8565, {Closure(row), Start(*span)});
    const bool ended = IsDay(span->value) || Has(*span, CASELOAD_SPAN_CONFERENCE_NOT_REQUIRED);
    if (!ended) said.Add(k8868, {Closure(row), Start(*span)});
  }
  for (const auto* held : episode.conferences) {
    if (after(held->day)) said.Add(k8565, {Closure(row), That(*held)});
  }
  for (const auto* span : episode.assessments) {
    if (span->end == CASELOAD_DAY_NONE) said.Add(k8867, {Closure(row), Start(*span)});
  }
}

void LookAtOpenOnes(const Record& record, Said& said) {
  std::vector<const caseload_case_row*> open;
  Day latest = CASELOAD_DAY_NOT_RECORDED;
  for (const auto& episode : record.episodes()) {
    latest = std::max(latest, episode.row->referred);
    if (episode.Open() && !episode.NoFurtherAction()) open.push_back(episode.row);
  }
  for (const auto* row : open) {
    if (open.size() > 1) said.Add(k8815, {Referral(*row)});
    if (Before(row->referred, latest)) said.Add(k8816, {Referral(*row)});
  }
}

}  // namespace

void LookAtEpisodes(const Record& record, const Year& year, Said& said) {
  for (const auto& episode : record.episodes()) {
    LookAtReferral(episode, record, year, said);
    LookAtClosure(episode, record, year, said);
    LookAfterAssessment(episode, said);
    LookWhenNothingFollowed(episode, said);
    LookAfterClosure(episode, said);
  }
  LookAtOpenOnes(record, said);
}

}  // namespace census
