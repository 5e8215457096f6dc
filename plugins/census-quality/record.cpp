// SPDX-License-Identifier: Apache-2.0
#include "record.h"

namespace census {
namespace {

bool InTheReturn(const caseload_case_row& row, const Year& year) {
  if (!year.whole_record) return true;
  const bool no_action = (row.flags & CASELOAD_CASE_NO_FURTHER_ACTION) != 0;
  return !Before(row.closed, year.first) && !(no_action && Before(row.referred, year.first));
}

}  // namespace

Record::Record(const caseload::rule::Case& facts, const Year& year)
    : facts_(facts), child_(facts.child()) {
  for (const auto& row : facts.cases()) {
    if (!InTheReturn(row, year)) continue;
    place_[row.id] = episodes_.size();
    episodes_.emplace_back().row = &row;
  }
  AddSpans();
  AddEvents();
  AddConcerns();
}

Episode* Record::EpisodeOf(std::uint32_t case_id) {
  const auto found = place_.find(case_id);
  return found == place_.end() ? nullptr : &episodes_[found->second];
}

bool Record::LeftOut(std::uint32_t case_id) const {
  return case_id != 0 && !place_.contains(case_id);
}

void Record::AddSpans() {
  for (const auto& row : facts_.spans()) {
    if (LeftOut(row.case_id)) continue;
    Episode* episode = EpisodeOf(row.case_id);
    const auto add = [&](Spans Episode::*module, Spans* all) {
      if (episode != nullptr) (episode->*module).push_back(&row);
      if (all != nullptr) all->push_back(&row);
    };
    if (row.kind == CASELOAD_SPAN_ASSESSMENT) add(&Episode::assessments, nullptr);
    if (row.kind == CASELOAD_SPAN_SECTION47) add(&Episode::enquiries, nullptr);
    if (row.kind == CASELOAD_SPAN_CIN_PLAN) add(&Episode::cin_plans, &cin_plans_);
    if (row.kind == CASELOAD_SPAN_PROTECTION_PLAN && !Has(row, CASELOAD_SPAN_OTHER_AUTHORITY))
      add(&Episode::protection_plans, &protection_plans_);
  }
}

void Record::AddEvents() {
  std::unordered_map<std::uint32_t, const Span*> spans;
  for (const auto& row : facts_.spans()) spans[row.id] = &row;
  for (const auto& row : facts_.events()) {
    if (LeftOut(row.case_id)) continue;
    Episode* episode = EpisodeOf(row.case_id);
    if (row.kind == CASELOAD_EVENT_INITIAL_CONFERENCE && episode != nullptr)
      episode->conferences.push_back(&row);
    if (row.kind != CASELOAD_EVENT_REVIEW) continue;
    const auto plan = spans.find(row.span_id);
    if (plan == spans.end()) {
      reviews_.push_back({&row, nullptr});
    } else if (plan->second->kind == CASELOAD_SPAN_PROTECTION_PLAN) {
      reviews_.push_back({&row, plan->second});
    }
  }
}

void Record::AddConcerns() {
  for (const auto& row : facts_.concerns()) {
    Episode* episode = EpisodeOf(row.case_id);
    if (row.basis == CASELOAD_BASIS_NEED && episode != nullptr) episode->needs.push_back(&row);
    if (row.span_id != 0) concerns_[row.span_id].push_back(&row);
  }
}

const Concerns& Record::ConcernsOf(const Span& span) const {
  static const Concerns kNone;
  const auto found = concerns_.find(span.id);
  return found == concerns_.end() ? kNone : found->second;
}

}  // namespace census
