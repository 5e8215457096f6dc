// SPDX-License-Identifier: Apache-2.0
// Open children are dealt from the published stock, closed ones from the flow of referrals that the
// stock leaves over.
#include "exchange/authority_people.h"

#include <algorithm>
#include <array>

#include "exchange/authority_marginals.h"

namespace caseload::exchange {
namespace {

std::vector<double> Weights(std::span<const Share> shares) {
  std::vector<double> weights;
  for (const Share& share : shares) weights.push_back(share.percent);
  return weights;
}

// England's ages by needs, raked until both margins are the wanted ones (iterative proportional
// fitting).
std::vector<double> AgesByNeeds() {
  std::vector<double> cells(kBands * 10);
  for (std::size_t band = 0; band < kBands; ++band) {
    for (std::size_t need = 0; need < 10; ++need) {
      cells[band * 10 + need] = NeedByAge(static_cast<Band>(band), need);
    }
  }
  const auto scale = [&](std::size_t first, std::size_t step, std::size_t count, double wanted) {
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i) sum += cells[first + i * step];
    for (std::size_t i = 0; i < count; ++i) cells[first + i * step] *= wanted / sum;
  };
  for (int round = 0; round < 50; ++round) {
    for (std::size_t band = 0; band < kBands; ++band) {
      scale(band * 10, 1, 10, AgeShares()[band].percent);
    }
    for (std::size_t need = 0; need < 10; ++need)
      scale(need, 10, kBands, NeedShares()[need].percent);
  }
  return cells;
}

std::vector<double> MonthWeights(const AuthorityFlow& flow) {
  std::vector<double> weights;
  for (const FlowMonth& month : flow.months()) weights.push_back(month.closed_children);
  return weights;
}

std::vector<double> OpenWeights() {
  std::vector<double> weights;
  for (const OpenBand& band : kOpenBands) {
    weights.push_back(OpenDurationShares()[band.published].percent * band.part);
  }
  return weights;
}

// Looked-after children are older than others in need; no table of both is published: assumed,
// scaled to the total.
constexpr double kLookedAfterByAge[kBands] = {0, 0.35, 0.62, 0.89, 1.20, 1.21};

// Days of age at the band's edges.
constexpr DayRange kAgeDays[kBands] = {{0, 0},       {5, 360},     {370, 1820},
                                       {1830, 3640}, {3660, 5835}, {5850, 6565}};

}  // namespace

AuthorityPeople::AuthorityPeople(const AuthorityPlan& plan, const AuthorityFlow& flow,
                                 const AuthorityStaff& staff, Dice dice)
    : flow_(flow),
      staff_(staff),
      dice_(dice),
      course_(plan, flow, Dice(dice_.Next())),
      open_left_(plan.open_children),
      closed_left_(flow.closed_children()),
      family_size_({0.55, 0.25, 0.13, 0.07}),
      open_cell_(AgesByNeeds()),
      closed_cell_(AgesByNeeds()),
      open_days_(OpenWeights()),
      ended_days_(Weights(EndedDurationShares())),
      source_(Weights(SourceShares())),
      ethnicity_(Weights(EthnicityShares())),
      closure_(Weights(ClosureShares())),
      disabled_({kDisabled, 1 - kDisabled}),
      disability_(Weights(DisabilityShares())),
      month_(MonthWeights(flow)),
      allocated_({0.80, 0.20}),
      early_course_(
          {kNoFurtherActionShare, kNotInNeedShare, 1 - kNoFurtherActionShare - kNotInNeedShare}),
      sex_{Deck({1}), Deck({1}), Deck({1}), Deck({1}), Deck({1}), Deck({1})},
      return_recent_({kReReferred, kLaterReturn, 1 - kReReferred - kLaterReturn}),
      return_old_({kReReferred, kLaterReturn, 1 - kReReferred - kLaterReturn}) {
  for (std::size_t i = 0; i < kBands; ++i) {
    const auto band = static_cast<Band>(i);
    sex_[i] = Deck({MaleShare(band), 1 - MaleShare(band), 0.0025});
    const double protection = kOnProtectionPlan * ProtectionByAge(band);
    const double looked_after = kInCareShare * kLookedAfterByAge[i];
    standing_.push_back(
        Deck({protection, kOnCinPlan, looked_after, 1 - protection - kOnCinPlan - looked_after}));
  }
}

bool AuthorityPeople::Next(FamilyLife& family) {
  if (open_left_ == 0 && closed_left_ == 0) return false;
  BeginFamily(family);
  const bool open = open_left_ > 0;
  std::uint64_t& left = open ? open_left_ : closed_left_;
  const std::uint64_t size = std::min<std::uint64_t>(family_size_.Deal(dice_) + 1, left);
  left -= size;
  sibling_days_ = kNoDay;
  if (open) {
    for (std::uint64_t i = 0; i < size; ++i) AddOpenChild(family);
    return true;
  }
  const std::size_t month = month_.Deal(dice_);
  for (std::uint64_t i = 1; i < size; ++i) month_.Count(month);
  const FlowMonth& flow = flow_.months()[month];
  const Day referred = dice_.Between(flow.first, flow.last);
  for (std::uint64_t i = 0; i < size; ++i) AddClosedChild(family, month, referred);
  return true;
}

void AuthorityPeople::BeginFamily(FamilyLife& family) {
  family = FamilyLife();
  family.number = ++families_;
  family.surname = static_cast<std::uint8_t>(dice_.Below(kSurnames));
  family.mother_forename = static_cast<std::uint8_t>(dice_.Below(kForenames));
  family.ethnicity = static_cast<std::uint8_t>(ethnicity_.Deal(dice_));
  family.under_strain = course_.UnderStrain();
  family.household_factors = course_.HouseholdFactors(family.under_strain);
  family.team = staff_.AnyCaseTeam(dice_);
  family.mother_born = flow_.reference() - dice_.Between(26 * 365, 48 * 365);
}

ChildLife AuthorityPeople::BeginChild(FamilyLife& family) {
  ChildLife child;
  child.number = ++children_;
  child.forename = static_cast<std::uint8_t>(dice_.Below(kForenames));
  child.ethnicity = family.ethnicity;
  if (!family.children.empty()) ethnicity_.Count(family.ethnicity);
  if (disabled_.Deal(dice_) == 0) {
    child.disabilities.push_back(static_cast<std::uint8_t>(disability_.Deal(dice_)));
    const auto second = static_cast<std::uint8_t>(disability_.Deal(dice_));
    if (dice_.Chance(0.35) && second != child.disabilities[0]) child.disabilities.push_back(second);
  }
  return child;
}

AuthorityPeople::AgeAndNeed AuthorityPeople::DealAgeAndNeed(Deck& deck) {
  const std::size_t cell = deck.Deal(dice_);
  return {static_cast<Band>(cell / 10), static_cast<std::uint8_t>(cell % 10)};
}

void AuthorityPeople::SetBirth(ChildLife& child, Band band, Day on) {
  const auto place = static_cast<std::size_t>(band);
  if (band == Band::kUnborn) {
    child.expected = on + dice_.Between(10, 150);
    if (child.expected > flow_.reference()) return;
    child.born = child.expected;
    child.expected = kNoDay;
  } else {
    child.born = on - dice_.Between(kAgeDays[place].first, kAgeDays[place].last);
  }
  constexpr char kSexes[] = {'M', 'F', 'U'};
  child.sex = kSexes[sex_[place].Deal(dice_)];
}

// A child may be referred before birth, but not before it is known of (rule 8606: forty weeks).
Day AuthorityPeople::EarliestReferral(const ChildLife& child) {
  return child.born == kNoDay ? child.expected - 260 : child.born - 200;
}

Day AuthorityPeople::OpenDays(Day least, Day most, Day sibling) {
  const auto band_of = [](Day days) {
    std::size_t band = 0;
    while (band + 1 < std::size(kOpenBands) && kOpenBands[band].range.last < days) ++band;
    return band;
  };
  if (sibling != kNoDay && sibling >= least && sibling <= most && dice_.Chance(0.6)) {
    open_days_.Count(band_of(sibling));
    return sibling;
  }
  bool allowed[std::size(kOpenBands)] = {};
  for (std::size_t i = 0; i < std::size(kOpenBands); ++i) {
    allowed[i] = kOpenBands[i].range.first <= most && kOpenBands[i].range.last >= least;
  }
  const DayRange range = kOpenBands[open_days_.Deal(dice_, allowed)].range;
  return dice_.Between(std::max(range.first, least), std::min(range.last, most));
}

void AuthorityPeople::AddOpenChild(FamilyLife& family) {
  ChildLife child = BeginChild(family);
  const AgeAndNeed what = DealAgeAndNeed(open_cell_);
  SetBirth(child, what.band, flow_.reference());
  const Day most = flow_.reference() - EarliestReferral(child);
  CourseOf of{&family, &child, what.band};
  of.standing = static_cast<Standing>(standing_[static_cast<std::size_t>(what.band)].Deal(dice_));
  Day least = 0;
  if (of.standing == Standing::kProtectionPlan) {
    of.plan_days = course_.PlanDays(most - 24);
    least = of.plan_days + 24;
  } else if (of.standing == Standing::kCinPlan) {
    least = 40;
  } else if (of.standing == Standing::kLookedAfter) {
    least = dice_.Chance(0.3) ? 10 : 100;
  }
  const Day days = OpenDays(std::min(least, most), most, sibling_days_);
  sibling_days_ = days;
  EpisodeLife episode;
  episode.referred = flow_.reference() - days;
  episode.need = what.need;
  child.episodes.push_back(std::move(episode));
  AddEarlier(child, what.need);
  family.children.push_back(std::move(child));
  of.child = &family.children.back();
  Finish(family, of);
}

void AuthorityPeople::AddClosedChild(FamilyLife& family, std::size_t month, Day referred) {
  ChildLife child = BeginChild(family);
  const AgeAndNeed what = DealAgeAndNeed(closed_cell_);
  SetBirth(child, what.band, referred);
  const FlowMonth& flow = flow_.months()[month];
  EpisodeLife episode;
  episode.referred = referred;
  episode.need = what.need;
  const double part = dice_.Part();
  episode.course = part < flow.no_further_action                  ? Course::kNoFurtherAction
                   : part < flow.no_further_action + flow.in_need ? Course::kInNeed
                                                                  : Course::kNotInNeed;
  CloseNotOpen(child, episode, flow_.reference(), true);
  child.episodes.push_back(std::move(episode));
  AddEarlier(child, what.need);
  family.children.push_back(std::move(child));
  Finish(family, {&family, &family.children.back(), what.band});
}

}  // namespace caseload::exchange
