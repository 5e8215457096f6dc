// SPDX-License-Identifier: Apache-2.0
// Reviews of child protection plans.
#include "modules.h"

namespace census {
namespace {

using namespace caseload::rule;

// At the review that ends a child protection plan a child in need plan may begin.
void LookAtPlansInNeed(const Review& review, const Record& record, Said& said) {
  const Day day = review.row->day;
  if (!IsDay(day) || (review.plan != nullptr && review.plan->end == day)) return;
  for (const auto* plan : record.cin_plans()) {
    const bool open = IsDay(plan->start) && OpenOn(plan->start, plan->end, day);
    if (!open || said.Full(k4003)) continue;
    said.Add(k4003, {That(*review.row), Start(*plan)});
    if (review.plan != nullptr) said.Add(k4003, {That(*review.row), Start(*review.plan)});
  }
}

}  // namespace

void LookAtReviews(const Record& record, Said& said) {
  for (const auto& review : record.reviews()) {
    LookAtPlansInNeed(review, record, said);
    if (!IsDay(review.row->day)) said.Add(k8842Q, {That(*review.row)});
    if (review.plan == nullptr || !IsDay(review.row->day) || !IsDay(review.plan->start)) continue;
    if (review.row->day <= review.plan->start)
      said.Add(k8841, {That(*review.row), Start(*review.plan)});
  }
}

}  // namespace census
