// SPDX-License-Identifier: Apache-2.0
// How many children whose last episode is closed were referred in which month, so that referrals
// come out as published.
#pragma once

#include <cstdint>
#include <vector>

#include "exchange/authority.h"
#include "exchange/authority_day.h"

namespace caseload::exchange {

struct FlowMonth {
  Day first = 0;
  Day last = 0;
  double closed_children = 0;    // whose last referral was in the month, and is closed
  double no_further_action = 0;  // shares of those
  double in_need = 0;
};

class AuthorityFlow {
 public:
  explicit AuthorityFlow(const AuthorityPlan& plan);
  // The latest first; the first ends on the reference day.
  const std::vector<FlowMonth>& months() const { return months_; }
  std::uint64_t closed_children() const { return closed_children_; }
  Day reference() const { return reference_; }
  Day window() const { return window_; }

 private:
  std::vector<FlowMonth> months_;
  std::uint64_t closed_children_ = 0;
  Day reference_ = 0;
  Day window_ = 0;  // the first day of the history
};

// Days in each published duration band; the last is as long as the made-up history needs.
struct DayRange {
  Day first;
  Day last;
};
inline constexpr DayRange kDurationBands[] = {
    {0, 91}, {92, 182}, {183, 364}, {365, 729}, {730, 1900}};

// The same for open children, with the first band in months: those who have a plan already cannot
// have been referred last week, and the weeks must come out even all the same.
struct OpenBand {
  DayRange range;
  std::size_t published;  // place in OpenDurationShares()
  double part;            // of the published band
};
inline constexpr OpenBand kOpenBands[] = {
    {{0, 30}, 0, 31.0 / 92},   {{31, 60}, 0, 30.0 / 92},   {{61, 91}, 0, 31.0 / 92},
    {{92, 136}, 1, 45.0 / 91}, {{137, 182}, 1, 46.0 / 91}, {{183, 273}, 2, 0.5},
    {{274, 364}, 2, 0.5},      {{365, 729}, 3, 1},         {{730, 1900}, 4, 1}};

// A predecessor within twelve months is a re-referral; the other gap is a later return.
inline constexpr DayRange kReReferralGap = {35, 362};
inline constexpr DayRange kLaterGap = {370, 900};
inline constexpr double kLaterReturn = 0.10;

}  // namespace caseload::exchange
