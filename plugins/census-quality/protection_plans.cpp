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

// The days on which the episode has an initial conference, wherever it is recorded, each once, and
// the rows that say so.
struct Conferences {
  std::vector<Day> days;
  std::vector<caseload_evidence> rows;

  explicit Conferences(const Episode& episode) {
    for (const auto* one : episode.conferences) Add(one->day, That(*one));
    for (const auto* one : episode.enquiries) Add(one->value, Start(*one));
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
  }
  void Add(Day day, caseload_evidence row) {
    if (!IsDay(day)) return;
    days.push_back(day);
    rows.push_back(row);
  }
  bool On(Day day) const { return std::binary_search(days.begin(), days.end(), day); }
};

// A plan begins at a conference. The conference of a plan of an earlier year stands in the return
// of that year: nothing can be said of it here.
void LookAtTheirConferences(const Episode& episode, const Year& year, Said& said) {
  const Conferences held(episode);
  Spans begun;
  for (const auto* plan : episode.protection_plans) {
    if (IsDay(plan->start) && plan->start >= year.first) begun.push_back(plan);
  }
  for (const auto* plan : begun) {
    if (held.days.empty() || held.On(plan->start)) continue;
    said.Add(k2885, {Start(*plan)});
    for (const auto& row : held.rows) said.Add(k2885, {row});
  }
  if (begun.size() <= held.days.size()) return;
  bool kept = false;
  for (const auto* plan : begun) kept = said.Add(k2883, {Start(*plan)}) || kept;
  for (const auto& row : held.rows) said.Add(k2883, {row});
  if (kept) said.Count(k2883, std::ssize(begun), std::ssize(held.days));
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
    }
    LookAtTheirConferences(episode, year, said);
  }
}

}  // namespace census
