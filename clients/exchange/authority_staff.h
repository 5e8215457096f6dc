// SPDX-License-Identifier: Apache-2.0
// The made-up authority's teams and workers, and how many cases each held on 30 September.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "exchange/authority.h"
#include "exchange/authority_dice.h"
#include "exchange/authority_life.h"

namespace caseload::exchange {

enum class StaffRole : std::uint8_t { kManager, kCaseHolder, kSupport };

struct StaffMember {
  std::string id;  // the registration number of social workers
  std::string name;
  StaffRole role = StaffRole::kCaseHolder;
  std::uint32_t team = 0;
  double full_time = 1;
  bool agency = false;
  bool newly_qualified = false;
  Day born = 0;
  Day role_started = 0;
  double days_lost = 0;
  std::uint32_t cases_in_september = 0;
};

struct StaffTeam {
  std::string id;
  std::string name;
  std::string parent;  // id; empty at the top
};

class AuthorityStaff {
 public:
  AuthorityStaff(const AuthorityPlan& plan, Dice dice);
  const std::vector<StaffTeam>& teams() const { return teams_; }
  const std::vector<StaffMember>& members() const { return members_; }
  std::uint32_t AnyCaseTeam(Dice& dice) const;
  // Of the team, as likely as they work hours.
  std::uint32_t AnyCaseHolder(std::uint32_t team, Dice& dice) const;
  std::uint32_t AnySupport(std::uint32_t team, Dice& dice) const;
  void CountSeptember(const std::vector<AllocationLife>& allocations);
  Day september() const { return september_; }

 private:
  void AddTeam(std::uint32_t number, Dice& dice, Deck& agency);

  std::vector<StaffTeam> teams_;
  std::vector<StaffMember> members_;
  std::vector<std::uint32_t> case_teams_;
  Day reference_ = 0;
  Day september_ = 0;
};

// Words that nobody is called by.
std::string MadeUpForename(std::size_t number);
std::string MadeUpSurname(std::size_t number);
inline constexpr std::size_t kForenames = 40;
inline constexpr std::size_t kSurnames = 60;

}  // namespace caseload::exchange
