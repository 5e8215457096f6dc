// SPDX-License-Identifier: Apache-2.0
// Child protection plans, their categories of abuse and the conferences they began with.
#include "modules.h"

namespace census {
namespace {

using namespace caseload::rule;

void LookAtDays(const Span& plan, const caseload_child_row& child, const Year& year, Said& said) {
  if (!IsDay(plan.start) || plan.start > year.last) said.Add(k8720, {Start(plan)});
  if (IsDay(plan.end) && plan.start == plan.end) said.Add(k8840, {Start(plan)});
  if (Before(child.death, plan.start)) said.Add(k8915, {Start(plan), That(child)});
  if (Before(child.death, plan.end)) said.Add(k8920, {End(plan), That(child)});
  if (Before(plan.end, plan.start)) said.Add(k8925, {Start(plan), End(plan)});
  if (IsDay(plan.end) && year.Misses(plan.end)) said.Add(k8930, {End(plan)});
  // A number that cannot be a count is at least not missing.
  if (plan.value == CASELOAD_VALUE_NOT_RECORDED && plan.other == CASELOAD_VALUE_NOT_RECORDED)
    said.Add(k8730, {Start(plan)});
}

bool HasCategory(const Concerns& categories, int basis) {
  return std::any_of(categories.begin(), categories.end(), [&](const auto* one) {
    return one->basis == basis && one->code != CASELOAD_CODE_NOT_RECORDED &&
           one->code != CASELOAD_CODE_UNKNOWN;
  });
}

// A plan begins at a conference. That of a plan of an earlier year stands in the return of that
// year, and a plan that began before its referral cannot be told to belong to a conference here.
void LookAtItsConference(const Span& plan, const Episode& episode, const Year& year, Said& said) {
  if (!IsDay(plan.start) || plan.start < year.first) return;
  if (Before(plan.start, episode.row->referred)) return;
  bool held = false;
  for (const auto* one : episode.conferences) {
    held = held || IsDay(one->day);
    if (one->day == plan.start) return;
  }
  for (const auto* one : episode.enquiries) {
    held = held || IsDay(one->value);
    if (one->value == plan.start) return;
  }
  if (!held) return;
  said.Add(k2885, {Start(plan)});
  for (const auto* one : episode.conferences) said.Add(k2885, {That(*one)});
  for (const auto* one : episode.enquiries) {
    if (IsDay(one->value)) said.Add(k2885, {Start(*one)});
  }
}

}  // namespace

void LookAtProtectionPlans(const Record& record, const Year& year, Said& said) {
  for (const auto* plan : record.protection_plans()) {
    LookAtDays(*plan, record.child(), year, said);
    const auto& categories = record.ConcernsOf(*plan);
    if (!HasCategory(categories, CASELOAD_BASIS_CATEGORY_INITIAL)) said.Add(k8905, {Start(*plan)});
    if (!HasCategory(categories, CASELOAD_BASIS_CATEGORY_LATEST)) said.Add(k8910, {Start(*plan)});
  }
  for (const auto& episode : record.episodes()) {
    for (const auto* plan : episode.protection_plans) {
      if (Before(plan->start, episode.row->referred))
        said.Add(k1105, {Start(*plan), Referral(*episode.row)});
      LookAtItsConference(*plan, episode, year, said);
    }
  }
}

}  // namespace census
