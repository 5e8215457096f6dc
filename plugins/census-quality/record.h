// SPDX-License-Identifier: Apache-2.0
// Record: the rows of one child as the census arranges them: episodes, and in each its modules.
#pragma once

#include <span>
#include <unordered_map>
#include <vector>

#include "year.h"

namespace census {

using Span = caseload_span_row;
using Event = caseload_event_row;
using Spans = std::vector<const Span*>;
using Events = std::vector<const Event*>;
using Concerns = std::vector<const caseload_concern_row*>;

struct Episode {
  const caseload_case_row* row = nullptr;
  Spans assessments;
  Spans enquiries;
  Spans cin_plans;
  Spans protection_plans;  // the authority's own
  Events conferences;      // that stand by themselves: DateOfInitialCPC of CINdetails
  Concerns needs;

  bool NoFurtherAction() const { return (row->flags & CASELOAD_CASE_NO_FURTHER_ACTION) != 0; }
  bool Open() const { return row->closed == CASELOAD_DAY_NONE; }
};

struct Review {
  const Event* row;
  const Span* plan;  // null: the record does not say of which plan
};

// Of a record that goes on, what is no part of this return is left out with all it holds: episodes
// closed before the census year, and earlier referrals with no further action.
class Record {
 public:
  // The facts must outlive it.
  Record(const caseload::rule::Case& facts, const Year& year);

  const caseload::rule::Case& facts() const { return facts_; }
  const caseload_child_row& child() const { return child_; }
  const std::vector<Episode>& episodes() const { return episodes_; }
  const Spans& cin_plans() const { return cin_plans_; }
  const Spans& protection_plans() const { return protection_plans_; }
  const std::vector<Review>& reviews() const { return reviews_; }
  // Factors of an assessment, categories of a plan.
  const Concerns& ConcernsOf(const Span& span) const;
  // The child has episodes, and none of them is part of the return.
  bool OutOfTheReturn() const { return episodes_.empty() && !facts_.cases().empty(); }

 private:
  void AddSpans();
  void AddEvents();
  void AddConcerns();
  Episode* EpisodeOf(std::uint32_t case_id);
  bool LeftOut(std::uint32_t case_id) const;

  const caseload::rule::Case& facts_;
  const caseload_child_row& child_;
  std::vector<Episode> episodes_;
  std::unordered_map<std::uint32_t, std::size_t> place_;  // of a case in episodes_
  Spans cin_plans_;
  Spans protection_plans_;
  std::vector<Review> reviews_;
  std::unordered_map<std::uint32_t, Concerns> concerns_;  // by span
};

// Both days are recorded and the first lies before the second.
constexpr bool Before(Day first, Day second) {
  return first != CASELOAD_DAY_NOT_RECORDED && first != CASELOAD_DAY_NONE &&
         second != CASELOAD_DAY_NOT_RECORDED && second != CASELOAD_DAY_NONE && first < second;
}
constexpr bool IsDay(Day day) {
  return day != CASELOAD_DAY_NOT_RECORDED && day != CASELOAD_DAY_NONE;
}
inline bool Has(const Span& span, int flag) { return (span.flags & flag) != 0; }

}  // namespace census
