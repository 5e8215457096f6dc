// SPDX-License-Identifier: Apache-2.0
// Child in need plans, and child protection plans beside them.
#include "modules.h"

namespace census {
namespace {

using namespace caseload::rule;

void LookAtDays(const Span& plan, const caseload_child_row& child, const Year& year, Said& said) {
  if (!IsDay(plan.start) || plan.start > year.last) said.Add(k4010, {Start(plan)});
  if (Before(plan.end, plan.start)) said.Add(k4011, {Start(plan), End(plan)});
  if (IsDay(plan.end) && plan.start == plan.end) said.Add(k4012Q, {Start(plan)});
  if (IsDay(plan.end) && year.Misses(plan.end)) said.Add(k4013, {End(plan)});
  if (Before(child.death, plan.start)) said.Add(k4008, {Start(plan), That(child)});
  if (Before(child.death, plan.end)) said.Add(k4009Q, {End(plan), That(child)});
}

void LookForSeveralOpen(const Episode& episode, Said& said) {
  const auto open = [](const Spans& plans) {
    Spans found;
    for (const auto* plan : plans) {
      if (plan->end == CASELOAD_DAY_NONE) found.push_back(plan);
    }
    return found;
  };
  const Spans in_need = open(episode.cin_plans);
  const Spans protection = open(episode.protection_plans);
  for (const auto* plan : in_need) {
    if (in_need.size() > 1) said.Add(k4004, {Start(*plan)});
    for (const auto* other : protection) said.Add(k4001, {Start(*plan), Start(*other)});
  }
  for (const auto* plan : protection) {
    if (protection.size() > 1) said.Add(k8935, {Start(*plan)});
  }
}

// Open on the day: what ended on it no longer is; what has not ended is so to the end of the year.
bool OpenAt(const Span& plan, Day day, const Year& year) {
  if (!IsDay(plan.start) || !IsDay(day) || day < plan.start) return false;
  return plan.end == CASELOAD_DAY_NONE ? day <= year.last : day < plan.end;
}

void LookAtPlansBesideEachOther(const Record& record, const Year& year, Said& said) {
  for (const auto* in_need : record.cin_plans()) {
    for (const auto* protection : record.protection_plans()) {
      if (said.Full(k4016) && said.Full(k4017)) return;
      if (OpenAt(*protection, in_need->start, year))
        said.Add(k4016, {Start(*in_need), Start(*protection)});
      if (OpenAt(*in_need, protection->start, year))
        said.Add(k4017, {Start(*in_need), Start(*protection)});
    }
  }
}

}  // namespace

void LookAtCinPlans(const Record& record, const Year& year, Said& said) {
  for (const auto* plan : record.cin_plans()) LookAtDays(*plan, record.child(), year, said);
  for (const auto& episode : record.episodes()) {
    LookForSeveralOpen(episode, said);
    for (const auto* plan : episode.cin_plans) {
      if (Before(plan->start, episode.row->referred))
        said.Add(k4015, {Start(*plan), Referral(*episode.row)});
    }
  }
  LookAtPlansBesideEachOther(record, year, said);
}

}  // namespace census
