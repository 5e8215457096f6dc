// SPDX-License-Identifier: Apache-2.0
// Keeps to the order that the census rules expect: nothing before the referral, nothing after the
// closure, no child in need plan beside a protection plan, no conference on a weekend.
#include "exchange/authority_course.h"

#include <algorithm>

namespace caseload::exchange {
namespace {

// A third of households carry most of the parents' difficulties. No joint distribution is
// published: assumed, so that factors come together as they do in practice.
constexpr double kStrained = 0.35;
constexpr double kStrainedTimes = 1.9;
// Open and referred children of ten and over (E 2024).
constexpr double kTenAndOver = 0.589;

double ChanceUnder(double percent, bool strained) {
  const double mean = percent / 100;
  const double under = std::min(0.95, mean * kStrainedTimes);
  return strained ? under : (mean - kStrained * under) / (1 - kStrained);
}

std::vector<double> Weights(std::span<const Share> shares) {
  std::vector<double> weights;
  for (const Share& share : shares) weights.push_back(share.percent);
  return weights;
}

constexpr DayRange kAssessmentBands[] = {{0, 0},   {1, 14},  {15, 28}, {29, 42}, {43, 56},
                                         {57, 63}, {64, 70}, {71, 84}, {85, 120}};

}  // namespace

AuthorityCourse::AuthorityCourse(const AuthorityPlan& plan, const AuthorityFlow& flow, Dice dice)
    : dice_(dice),
      reference_(flow.reference()),
      window_(flow.window()),
      visits_(plan.visits),
      strain_({kStrained, 1 - kStrained}),
      assessment_days_(Weights(AssessmentLengthShares())),
      plan_days_(Weights(PlanDurationShares())),
      ended_plan_days_(Weights(EndedPlanDurationShares())),
      category_(Weights(CategoryShares())),
      repeat_({kRepeatPlan, 1 - kRepeatPlan}) {
  for (const bool strained : {false, true}) {
    for (const Factor& factor : AuthorityFactors()) {
      double chance = factor.percent / 100;
      if (factor.kind == FactorKind::kFromTen) chance /= kTenAndOver;
      if (factor.kind == FactorKind::kHousehold || factor.kind == FactorKind::kHarm) {
        chance = ChanceUnder(factor.percent, strained);
      }
      factors_[strained ? 1 : 0].push_back(Deck({chance, 1 - chance}));
    }
  }
}

std::uint64_t AuthorityCourse::HouseholdFactors(bool under_strain) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < kFactors; ++i) {
    if (AuthorityFactors()[i].kind != FactorKind::kHousehold) continue;
    if (factors_[under_strain ? 1 : 0][i].Deal(dice_) == 0) bits |= std::uint64_t{1} << i;
  }
  return bits;
}

Day AuthorityCourse::AssessmentDays() {
  const DayRange range = kAssessmentBands[assessment_days_.Deal(dice_)];
  return dice_.Between(range.first, range.last);
}

Day AuthorityCourse::PlanDays(Day most) {
  bool allowed[5] = {};
  for (std::size_t i = 0; i < 5; ++i) allowed[i] = i == 0 || kDurationBands[i].first <= most;
  const DayRange range = kDurationBands[plan_days_.Deal(dice_, allowed)];
  // Few plans outlast three years.
  return dice_.Between(std::max(range.first, 1), std::min({range.last, most, 1100}));
}

void AuthorityCourse::Assess(const CourseOf& of, EpisodeLife& episode, Day start, Day days) {
  AssessmentLife assessment;
  assessment.started = start;
  if (dice_.Chance(0.97)) assessment.seen = of.band != Band::kUnborn && dice_.Chance(0.95);
  if (start + days <= reference_) {
    assessment.authorised = start + days;
    for (std::size_t i = 0; i < kFactors; ++i) {
      const FactorKind kind = AuthorityFactors()[i].kind;
      if (!InUse(AuthorityFactors()[i].code, assessment.authorised)) continue;
      if (kind == FactorKind::kFromTen && of.band < Band::kTenToFifteen) continue;
      const bool holds = kind == FactorKind::kHousehold
                             ? ((of.family->household_factors >> i) & 1) != 0
                             : factors_[of.family->under_strain ? 1 : 0][i].Deal(dice_) == 0;
      if (holds) assessment.factors.push_back(static_cast<std::uint8_t>(i));
    }
  }
  episode.assessments.push_back(std::move(assessment));
}

void AuthorityCourse::Enquire(EpisodeLife& episode, Day conference) {
  EnquiryLife enquiry;
  enquiry.started = std::max(episode.referred, conference - dice_.Between(10, 20));
  enquiry.target = NotOnWeekend(enquiry.started + 21);
  enquiry.conference = conference;
  enquiry.plan_decided = true;
  episode.enquiries.push_back(enquiry);
}

void AuthorityCourse::EnquireOnly(EpisodeLife& episode) {
  EnquiryLife enquiry;
  enquiry.started = episode.referred + dice_.Between(0, 3);
  const Day last = episode.closed == kNoDay ? reference_ : episode.closed;
  if (enquiry.started <= last) episode.enquiries.push_back(enquiry);
}

void AuthorityCourse::Fill(const CourseOf& of, EpisodeLife& episode) {
  if (episode.course == Course::kNoFurtherAction) return;
  const Day end = episode.closed == kNoDay ? reference_ : episode.closed;
  const Day start = std::min(end, episode.referred + dice_.Between(0, 1));
  if (episode.course == Course::kNotInNeed) {
    Assess(of, episode, start, episode.closed - start);
    if (dice_.Chance(0.08)) EnquireOnly(episode);
    return;
  }
  const Day room = (episode.closed == kNoDay ? reference_ + 200 : episode.closed) - start;
  const Day days = std::min(AssessmentDays(), room);
  Assess(of, episode, start, days);
  const Day authorised = start + days;
  episode.closed == kNoDay ? FillOpen(of, episode, authorised)
                           : FillClosed(of, episode, authorised);
  if (episode.enquiries.empty() && dice_.Chance(0.15)) EnquireOnly(episode);
  for (Day again = authorised + dice_.Between(365, 480); again + 60 < end;
       again += dice_.Between(365, 480)) {
    if (dice_.Chance(0.5)) Assess(of, episode, again, std::min(AssessmentDays(), end - again));
  }
}

void AuthorityCourse::FillOpen(const CourseOf& of, EpisodeLife& episode, Day authorised) {
  const Day open_for = reference_ - episode.referred;
  if (of.standing == Standing::kProtectionPlan) {
    const Day start = NotOnWeekend(reference_ - of.plan_days);
    const Day before = start - authorised;
    if (before > 120) PlanCin(of, episode, {authorised + 5, start - dice_.Between(20, 40)});
    Enquire(episode, start);
    Protect(of, episode, {start, kNoDay});
  } else if (of.standing == Standing::kCinPlan) {
    Day start = std::max(episode.referred + 20, reference_ - dice_.Between(10, 420));
    // Some have stepped down from a protection plan, the day after it ended.
    const Day protected_from = NotOnWeekend(episode.referred + 30);
    if (open_for > 260 && start - 1 - protected_from > 90 && dice_.Chance(0.25)) {
      Enquire(episode, protected_from);
      Protect(of, episode, {protected_from, start - 1});
    }
    start = std::min(start, reference_ - 1);
    PlanCin(of, episode, {start, kNoDay});
  }
}

void AuthorityCourse::FillClosed(const CourseOf& of, EpisodeLife& episode, Day authorised) {
  const Day lasted = episode.closed - episode.referred;
  if (lasted >= 120 && dice_.Chance(0.30)) {
    const Day start = NotOnWeekend(episode.referred + dice_.Between(21, 45));
    bool allowed[5] = {};
    for (std::size_t i = 0; i < 5; ++i) {
      allowed[i] = kDurationBands[i].first <= episode.closed - start;
    }
    const DayRange range = kDurationBands[ended_plan_days_.Deal(dice_, allowed)];
    const Day days =
        dice_.Between(std::max(range.first, 30), std::min(range.last, episode.closed - start));
    Enquire(episode, start);
    Protect(of, episode, {start, start + days});
    if (episode.closed - (start + days) > 45) {
      PlanCin(of, episode, {start + days + 1, episode.closed - dice_.Between(0, 5)});
    }
  } else if (lasted >= 60 && episode.closed - authorised > 20 && dice_.Chance(0.6)) {
    PlanCin(of, episode, {authorised + dice_.Between(0, 7), episode.closed - dice_.Between(0, 5)});
  }
}

void AuthorityCourse::Protect(const CourseOf& of, EpisodeLife& episode, SpanLife span) {
  ProtectionLife plan;
  plan.span = span;
  plan.initial = static_cast<std::uint8_t>(category_.Deal(dice_));
  plan.latest = plan.initial;
  // Neglect and physical abuse are the ones that become emotional abuse (D 2024 d5, initial against
  // latest).
  if (plan.initial == 0 && dice_.Chance(0.145)) plan.latest = 1;
  if (plan.initial == 2 && dice_.Chance(0.25)) plan.latest = 1;
  for (const EpisodeLife& earlier : of.child->episodes) {
    plan.previous += static_cast<std::uint32_t>(&earlier < &episode ? earlier.protections.size()
                                                                    : std::size_t{0});
  }
  plan.previous += static_cast<std::uint32_t>(episode.protections.size());
  if (plan.previous > 0) {
    repeat_.Count(0);
  } else if (repeat_.Deal(dice_) == 0) {
    plan.previous = dice_.Chance(0.8) ? 1 : 2;  // before the history begins
  }
  Review(plan);
  episode.protections.push_back(plan);
  Visit(of, episode, span, static_cast<std::int32_t>(episode.protections.size()) - 1);
}

// First within three months, then within six of the one before (Working Together).
void AuthorityCourse::Review(ProtectionLife& plan) {
  const Day last = plan.span.until == kNoDay ? reference_ : plan.span.until;
  Day due = plan.span.from + 91;
  const bool late = !dice_.Chance(kReviewedInTime);
  for (Day held = NotOnWeekend(plan.span.from + dice_.Between(75, 91)); held <= last;) {
    if (late && plan.reviews.empty()) held = NotOnWeekend(due + dice_.Between(6, 40));
    if (held > last) break;
    plan.reviews.push_back({due, held});
    due = held + 182;
    held = NotOnWeekend(held + dice_.Between(150, 182));
  }
}

void AuthorityCourse::PlanCin(const CourseOf& of, EpisodeLife& episode, SpanLife span) {
  if (span.until != kNoDay && span.until <= span.from) return;
  episode.cin_plans.push_back(span);
  Visit(of, episode, span, -1);
}

// Every ten working days or so under a protection plan, every four weeks under a child in need
// plan.
void AuthorityCourse::Visit(const CourseOf& of, EpisodeLife& episode, SpanLife span,
                            std::int32_t protection) {
  if (!visits_) return;
  const Day last = span.until == kNoDay ? reference_ : span.until;
  const bool born = of.band != Band::kUnborn;
  for (Day day = span.from + dice_.Between(1, 10); day <= last;) {
    if (day >= window_) {
      VisitLife visit;
      visit.day = day;
      visit.protection = protection;
      if (dice_.Chance(0.97)) visit.seen = born && dice_.Chance(0.94);
      if (visit.seen == true && dice_.Chance(0.95)) visit.alone = dice_.Chance(0.7);
      if (visit.seen.has_value() && dice_.Chance(0.8)) visit.bedroom = dice_.Chance(0.6);
      episode.visits.push_back(visit);
    }
    day +=
        protection >= 0 ? dice_.Between(12, dice_.Chance(0.15) ? 28 : 16) : dice_.Between(24, 34);
  }
}

}  // namespace caseload::exchange
