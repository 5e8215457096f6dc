// SPDX-License-Identifier: Apache-2.0
// Tables b1, b3 and c1: episodes of need, primary need and referrals.
#include <algorithm>
#include <vector>

#include "mix/spans.h"
#include "mix/year.h"

namespace caseload::mix {
namespace {

using facts::Columns;
using facts::FactKind;

// Episodes of need. A referral that ended in no further action was not found to be in need.
template <class Take>
void EachInNeed(const Year& year, Take&& take) {
  std::vector<bool> no_further_action(year.reading[FactKind::kEpisode].Numbers());
  year.Each(FactKind::kNoFurtherAction, [&](const Columns& columns, std::uint32_t row) {
    const std::uint32_t number = columns.subject[row];
    if (number < no_further_action.size()) no_further_action[number] = true;
  });
  year.Each(FactKind::kEpisode, [&](const Columns& episodes, std::uint32_t row) {
    if (!no_further_action[episodes.subject[row]]) take(episodes, row);
  });
}

Result<MeasureValue> OpenAtMarch(const Year& year, std::uint16_t) {
  std::uint64_t open = 0;
  EachInNeed(year, [&](const Columns& episodes, std::uint32_t row) {
    open += episodes.OpenOn(row, year.until.days) ? 1 : 0;
  });
  return CountOf(open);
}

Result<MeasureValue> ChildrenInYear(const Year& year, std::uint16_t) {
  std::vector<std::uint32_t> children;
  EachInNeed(year, [&](const Columns& episodes, std::uint32_t row) {
    // Open on the 31 March before the year, or started in it.
    if (episodes.start[row] <= year.until.days && episodes.end[row] >= year.from.days) {
      children.push_back(static_cast<std::uint32_t>(episodes.value[row]));
    }
  });
  std::sort(children.begin(), children.end());
  const auto end = std::unique(children.begin(), children.end());
  return CountOf(static_cast<std::uint64_t>(end - children.begin()));
}

Result<MeasureValue> Started(const Year& year, std::uint16_t) {
  std::uint64_t started = 0;
  EachInNeed(year, [&](const Columns& episodes, std::uint32_t row) {
    started += year.Holds(episodes.start[row]) ? 1 : 0;
  });
  return CountOf(started);
}

Result<MeasureValue> Ended(const Year& year, std::uint16_t) {
  std::uint64_t ended = 0;
  EachInNeed(year, [&](const Columns& episodes, std::uint32_t row) {
    ended += year.Holds(episodes.end[row]) ? 1 : 0;
  });
  return CountOf(ended);
}

Result<MeasureValue> PrimaryNeed(const Year& year, std::uint16_t code) {
  std::uint64_t open = 0;
  std::uint64_t with_need = 0;
  EachInNeed(year, [&](const Columns& episodes, std::uint32_t row) {
    if (!episodes.OpenOn(row, year.until.days)) return;
    ++open;
    bool found = false;
    year.EachOf(
        FactKind::kConcern, episodes.subject[row], [&](const Columns& concerns, std::uint32_t at) {
          found = found || (concerns.detail[at] == v1::CONCERN_BASIS_NEED &&
                            concerns.code[at] == code && concerns.OpenOn(at, year.until.days));
        });
    with_need += found ? 1 : 0;
  });
  return PercentOf(with_need, open);
}

template <class Take>
void EachReferral(const Year& year, Take&& take) {
  year.Each(FactKind::kEpisode, [&](const Columns& episodes, std::uint32_t row) {
    if (year.Holds(episodes.start[row])) take(episodes, row);
  });
}

Result<MeasureValue> Referrals(const Year& year, std::uint16_t) {
  std::uint64_t referrals = 0;
  EachReferral(year, [&](const Columns&, std::uint32_t) { ++referrals; });
  return CountOf(referrals);
}

Result<MeasureValue> ReReferrals(const Year& year, std::uint16_t) {
  std::uint64_t referrals = 0;
  std::uint64_t again = 0;
  EachReferral(year, [&](const Columns& episodes, std::uint32_t row) {
    ++referrals;
    const std::int32_t referred = episodes.start[row];
    const auto before =
        ReferralBefore(year.reading, year.known, static_cast<std::uint32_t>(episodes.value[row]),
                       episodes.subject[row], referred);
    again += before && AddMonths(Date{*before}, 12).days >= referred ? 1 : 0;
  });
  return PercentOf(again, referrals);
}

Result<MeasureValue> NoFurtherAction(const Year& year, std::uint16_t) {
  std::uint64_t referrals = 0;
  std::uint64_t ended = 0;
  EachReferral(year, [&](const Columns& episodes, std::uint32_t row) {
    ++referrals;
    bool no_further_action = false;
    year.EachOf(FactKind::kNoFurtherAction, episodes.subject[row],
                [&](const Columns&, std::uint32_t) { no_further_action = true; });
    ended += no_further_action ? 1 : 0;
  });
  return PercentOf(ended, referrals);
}

}  // namespace

void Measures::AddNeed() {
  const std::string in_need = " Referrals that ended in no further action are left out.";
  Add({"b1.open_at_31_march", "Episodes of need open at 31 March",
       "Table b1. Referred by 31 March and not closed by it." + in_need, "count"},
      {OpenAtMarch, 0, LookBack::kDay});
  Add({"b1.children_in_year", "Children in need at any point in the year",
       "Table b1. Different children with an episode open at the 31 March before, or started in "
       "the year." +
           in_need,
       "count"},
      {ChildrenInYear, 0, LookBack::kYear});
  Add({"b1.started", "Episodes of need started in the year",
       "Table b1. Referred from 1 April to 31 March." + in_need, "count"},
      {Started, 0, LookBack::kYear});
  Add({"b1.ended", "Episodes of need ended in the year",
       "Table b1. Closed from 1 April to 31 March." + in_need, "count"},
      {Ended, 0, LookBack::kYear});
  for (const taxonomy::Code* code : packs_.CodesOf("primary_need")) {
    Add({"b3.primary_need_percent." + code->code, "Primary need at 31 March: " + code->label,
         "Table b3. Of the episodes of need open at 31 March, those with this primary need; "
         "episodes without a recorded need are in the denominator." +
             in_need,
         "percent"},
        {PrimaryNeed, code->number, LookBack::kDay});
  }
  Add({"c1.referrals", "Referrals in the year",
       "Table c1. Referred from 1 April to 31 March, whatever came of it.", "count"},
      {Referrals, 0, LookBack::kYear});
  Add({"c1.re_referral_percent", "Referrals within 12 months of an earlier one",
       "Table c1. Of the referrals of the year, those whose child was referred before and no more "
       "than 12 months earlier, by calendar months (30 November to 28 February is 3).",
       "percent"},
      {ReReferrals, 0, LookBack::kTwelveMonths});
  Add({"c1.no_further_action_percent", "Referrals that ended in no further action",
       "Table c1. Of the referrals of the year, those recorded as ended in no further action.",
       "percent"},
      {NoFurtherAction, 0, LookBack::kYear});
}

}  // namespace caseload::mix
