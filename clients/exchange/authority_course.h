// SPDX-License-Identifier: Apache-2.0
// What is done in one episode of need: assessments, enquiries, plans, reviews and visits, in their
// order.
#pragma once

#include "exchange/authority_dice.h"
#include "exchange/authority_flow.h"
#include "exchange/authority_life.h"
#include "exchange/authority_marginals.h"

namespace caseload::exchange {

// What an open episode stands at on the reference day.
enum class Standing : std::uint8_t { kProtectionPlan, kCinPlan, kLookedAfter, kOther };

struct CourseOf {
  const FamilyLife* family = nullptr;
  const ChildLife* child = nullptr;
  Band band = Band::kFiveToNine;
  Standing standing = Standing::kOther;  // of an open episode
  Day plan_days = 0;                     // so long the open protection plan has lasted
};

class AuthorityCourse {
 public:
  AuthorityCourse(const AuthorityPlan& plan, const AuthorityFlow& flow, Dice dice);
  // The length of an assessment that ends a closed episode of a child not in need, in days.
  Day AssessmentDays();
  Day PlanDays(Day most);
  void Fill(const CourseOf& of, EpisodeLife& episode);
  // Household-level factors of a family.
  std::uint64_t HouseholdFactors(bool under_strain);
  bool UnderStrain() { return strain_.Deal(dice_) == 0; }

 private:
  void Assess(const CourseOf& of, EpisodeLife& episode, Day start, Day days);
  void Enquire(EpisodeLife& episode, Day conference);
  void EnquireOnly(EpisodeLife& episode);
  void FillOpen(const CourseOf& of, EpisodeLife& episode, Day authorised);
  void FillClosed(const CourseOf& of, EpisodeLife& episode, Day authorised);
  void Protect(const CourseOf& of, EpisodeLife& episode, SpanLife span);
  void PlanCin(const CourseOf& of, EpisodeLife& episode, SpanLife span);
  void Visit(const CourseOf& of, EpisodeLife& episode, SpanLife span, std::int32_t protection);
  void Review(ProtectionLife& plan);

  Dice dice_;
  Day reference_;
  Day window_;
  bool visits_;
  Deck strain_;
  Deck assessment_days_;
  Deck plan_days_;
  Deck ended_plan_days_;
  Deck category_;
  Deck repeat_;
  std::vector<Deck> factors_[2];  // of families not under strain, and of those that are
};

}  // namespace caseload::exchange
