// SPDX-License-Identifier: Apache-2.0
// Sized and mixed like Doncaster's workforce of September 2025 (DfE, children's social work
// workforce; OGL v3.0).
#include "exchange/authority_staff.h"

#include <algorithm>

namespace caseload::exchange {
namespace {

// 119.5 full-time case holders for 2,251 open children: teams of eight for every 140 children.
constexpr std::uint32_t kChildrenPerTeam = 140;
constexpr std::uint32_t kHoldersPerTeam = 8;
constexpr std::uint32_t kSupportPerTeam = 2;
constexpr std::uint32_t kMembersPerTeam = 1 + kHoldersPerTeam + kSupportPerTeam;
constexpr std::uint32_t kTeamsPerArea = 5;
constexpr double kAgencyShare = 0.128;

constexpr const char* kForenameWords[] = {"Testname", "Sample", "Madeup", "Example",  "Fictiva",
                                          "Inventa",  "Nomina", "Quasi",  "Pretenda", "Mocka"};
constexpr const char* kForenameEndings[] = {"", "-One", "-Two", "-Three"};
constexpr const char* kSurnameWords[] = {
    "Alder",     "Aspen",   "Beech",    "Birch",     "Blackthorn", "Cedar",    "Chestnut", "Elder",
    "Elmtree",   "Firtree", "Hawthorn", "Hazeltree", "Hornbeam",   "Juniper",  "Larch",    "Linden",
    "Mapleleaf", "Oaktree", "Pinecone", "Poplar",    "Rowan",      "Spruce",   "Sycamore", "Willow",
    "Yewtree",   "Amber",   "Azure",    "Crimson",   "Ochre",      "Turquoise"};

std::string Digits(std::uint64_t number, std::size_t width) {
  std::string digits = std::to_string(number);
  return std::string(digits.size() < width ? width - digits.size() : 0, '0') + digits;
}

// Mean 9.3 of 250 working days: 3.7%. Most lose a few days, some lose months.
double DaysLost(Dice& dice) {
  const double part = dice.Part();
  if (part < 0.6) return dice.Between(0, 5);
  if (part < 0.9) return dice.Between(5, 15);
  return dice.Between(20, 76);
}

}  // namespace

std::string MadeUpForename(std::size_t number) {
  return std::string(kForenameWords[number % 10]) + kForenameEndings[(number / 10) % 4];
}

std::string MadeUpSurname(std::size_t number) {
  const std::string word = kSurnameWords[number % 30];
  return (number / 30) % 2 == 0 ? word : "Mock-" + word;
}

AuthorityStaff::AuthorityStaff(const AuthorityPlan& plan, Dice dice)
    : reference_(AsDay(plan.reference_on)) {
  september_ = AsDay((plan.reference_on.year() - std::chrono::years(1)) / std::chrono::September /
                     std::chrono::day(30));
  teams_.push_back({"T1", "Made-up Children's Services", ""});
  const std::uint32_t count =
      std::max<std::uint32_t>(1, (plan.open_children + kChildrenPerTeam / 2) / kChildrenPerTeam);
  Deck agency({kAgencyShare, 1 - kAgencyShare});
  for (std::uint32_t number = 0; number < count; ++number) AddTeam(number, dice, agency);
}

void AuthorityStaff::AddTeam(std::uint32_t number, Dice& dice, Deck& agency) {
  if (number % kTeamsPerArea == 0) {
    const std::string area = std::to_string(number / kTeamsPerArea + 1);
    teams_.push_back({"A" + area, "Area " + area, "T1"});
  }
  const std::string parent = "A" + std::to_string(number / kTeamsPerArea + 1);
  const auto team = static_cast<std::uint32_t>(teams_.size());
  case_teams_.push_back(team);
  teams_.push_back(
      {"C" + std::to_string(number + 1), "Team " + std::to_string(number + 1), parent});
  for (std::uint32_t i = 0; i < kMembersPerTeam; ++i) {
    StaffMember member;
    member.team = team;
    member.role = i == 0                 ? StaffRole::kManager
                  : i <= kHoldersPerTeam ? StaffRole::kCaseHolder
                                         : StaffRole::kSupport;
    const auto place = members_.size();
    member.id =
        member.role == StaffRole::kSupport ? "FS" + Digits(place, 10) : "MU" + Digits(place, 10);
    member.name = "Worker " + MadeUpForename(dice.Below(kForenames)) + " " +
                  MadeUpSurname(dice.Below(kSurnames)) + " " + std::to_string(place + 1);
    member.full_time = dice.Chance(0.72) ? 1.0 : dice.Chance(0.6) ? 0.8 : 0.6;
    member.agency = member.role == StaffRole::kCaseHolder && agency.Deal(dice) == 0;
    member.newly_qualified =
        member.role == StaffRole::kCaseHolder && !member.agency && dice.Chance(0.13);
    member.born = reference_ - dice.Between(24 * 365, 62 * 365);
    member.role_started =
        september_ - (member.newly_qualified ? dice.Between(20, 330) : dice.Between(60, 3000));
    member.days_lost = member.agency ? 0 : DaysLost(dice);
    members_.push_back(std::move(member));
  }
}

std::uint32_t AuthorityStaff::AnyCaseTeam(Dice& dice) const {
  return static_cast<std::uint32_t>(dice.Below(case_teams_.size()));
}

std::uint32_t AuthorityStaff::AnyCaseHolder(std::uint32_t team, Dice& dice) const {
  for (;;) {
    const auto place =
        static_cast<std::uint32_t>(team * kMembersPerTeam + 1 + dice.Below(kHoldersPerTeam));
    const StaffMember& member = members_[place];
    // The newly qualified hold fewer cases.
    if (dice.Chance(member.full_time * (member.newly_qualified ? 0.8 : 1.0))) return place;
  }
}

std::uint32_t AuthorityStaff::AnySupport(std::uint32_t team, Dice& dice) const {
  return static_cast<std::uint32_t>(team * kMembersPerTeam + 1 + kHoldersPerTeam +
                                    dice.Below(kSupportPerTeam));
}

void AuthorityStaff::CountSeptember(const std::vector<AllocationLife>& allocations) {
  for (const AllocationLife& allocation : allocations) {
    const bool held = allocation.span.from <= september_ &&
                      (allocation.span.until == kNoDay || allocation.span.until >= september_);
    if (held) ++members_[allocation.worker].cases_in_september;
  }
}

}  // namespace caseload::exchange
