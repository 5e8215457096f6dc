// SPDX-License-Identifier: Apache-2.0
// Families one after the other: first those of the open children, then those whose children's
// episodes are all closed.
#pragma once

#include "exchange/authority_course.h"
#include "exchange/authority_dice.h"
#include "exchange/authority_flow.h"
#include "exchange/authority_life.h"
#include "exchange/authority_staff.h"

namespace caseload::exchange {

class AuthorityPeople {
 public:
  AuthorityPeople(const AuthorityPlan& plan, const AuthorityFlow& flow, const AuthorityStaff& staff,
                  Dice dice);
  // The next family; false when there are no more.
  bool Next(FamilyLife& family);

 private:
  struct AgeAndNeed {
    Band band;
    std::uint8_t need;
  };
  void BeginFamily(FamilyLife& family);
  ChildLife BeginChild(FamilyLife& family);
  AgeAndNeed DealAgeAndNeed(Deck& deck);
  void SetBirth(ChildLife& child, Band band, Day on);
  void AddOpenChild(FamilyLife& family);
  void AddClosedChild(FamilyLife& family, std::size_t month, Day referred);
  // Walks back from the last episode to earlier ones.
  void AddEarlier(ChildLife& child, std::uint8_t need);
  void CloseNotOpen(ChildLife& child, EpisodeLife& episode, Day latest, bool last);
  void Finish(FamilyLife& family, const CourseOf& of);
  void AddCare(ChildLife& child, const CourseOf& of);
  void AddContacts(ChildLife& child);
  std::uint8_t DealSource(Day referred);
  std::uint8_t AnySource(Day day);
  void Allocate(FamilyLife& family, ChildLife& child);
  void AllocateSpan(FamilyLife& family, ChildLife& child, std::size_t episode);
  Day OpenDays(Day least, Day most, Day sibling);
  static Day EarliestReferral(const ChildLife& child);

  const AuthorityFlow& flow_;
  const AuthorityStaff& staff_;
  Dice dice_;
  AuthorityCourse course_;
  std::uint64_t open_left_;
  std::uint64_t closed_left_;
  std::uint64_t families_ = 0;
  std::uint64_t children_ = 0;
  Deck family_size_, open_cell_, closed_cell_, open_days_, ended_days_, source_, ethnicity_;
  Deck closure_, disabled_, disability_, month_, allocated_, early_course_;
  Deck sex_[kBands];
  std::vector<Deck> standing_;
  Deck return_recent_, return_old_;
  Day sibling_days_ = kNoDay;
};

}  // namespace caseload::exchange
