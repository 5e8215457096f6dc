// SPDX-License-Identifier: Apache-2.0
// Referrals of a month = open children referred then + earlier referrals of returning children +
// the rest, solved for the rest.
#include "exchange/authority_flow.h"

#include <algorithm>

#include "exchange/authority_marginals.h"

namespace caseload::exchange {
namespace {

double PartWithin(DayRange gap, double days) {
  return std::clamp((days - gap.first) / (gap.last - gap.first), 0.0, 1.0);
}

// Open children referred so many days ago, per day.
double OpenPerDay(double open_children, double days_ago) {
  for (std::size_t band = 0; band < std::size(kDurationBands); ++band) {
    const DayRange range = kDurationBands[band];
    if (days_ago > range.last) continue;
    return open_children * OpenDurationShares()[band].percent / 100 /
           (range.last - range.first + 1);
  }
  return 0;
}

}  // namespace

AuthorityFlow::AuthorityFlow(const AuthorityPlan& plan) {
  using std::chrono::day, std::chrono::last, std::chrono::months;
  reference_ = AsDay(plan.reference_on);
  const double open = plan.open_children;
  const double yearly = open * kReferralsPerOpenChild;
  double sum = 0;
  for (int back = 0; back < plan.years * 12; ++back) {
    const auto month = plan.reference_on.year() / plan.reference_on.month() - months(back);
    FlowMonth flow;
    flow.first = AsDay(month / day(1));
    flow.last = AsDay(month / last);
    const double middle = reference_ - (flow.first + flow.last) / 2.0;
    const double referred = yearly * MonthShares()[static_cast<unsigned>(month.month()) - 1] / 5810;
    const double still_open = OpenPerDay(open, middle) * (flow.last - flow.first + 1);
    const double came_back = kReReferred * PartWithin(kReReferralGap, middle) +
                             kLaterReturn * PartWithin(kLaterGap, middle);
    flow.closed_children = std::max(0.0, referred * (1 - came_back) - still_open);
    flow.in_need =
        std::max(0.03, ((1 - kNoFurtherActionShare - kNotInNeedShare) * referred - still_open) /
                           (referred - still_open));
    flow.no_further_action =
        (1 - flow.in_need) * kNoFurtherActionShare / (kNoFurtherActionShare + kNotInNeedShare);
    sum += flow.closed_children;
    months_.push_back(flow);
    window_ = flow.first;
  }
  closed_children_ = static_cast<std::uint64_t>(sum + 0.5);
}

}  // namespace caseload::exchange
