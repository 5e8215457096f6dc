// SPDX-License-Identifier: Apache-2.0
#include "bench/towns.h"

#include <algorithm>

#include "bench/authority.h"
#include "bench/must.h"

namespace caseload::bench {
namespace {

// An authority of the published size, with three years of history.
constexpr int kYears = 3;
constexpr std::size_t kCasesPerTown = 19'500;
constexpr double kCasesPerOpenChild = 8.67;

// The last census day. What is made up ends on it, and is moved on from there by whole weeks, so
// that no conference comes to be on a weekend.
Date LastCensusDay(Date today) {
  const auto year = Civil(today).year;
  const auto day = *MakeDate({year, 3, 31});
  return day <= today ? day : *MakeDate({year - 1, 3, 31});
}

// Some more children than are needed: how many cases they have is decided by chance.
exchange::AuthorityPlan PlanOf(std::size_t town, std::size_t cases, Date census_day) {
  const CivilDate civil = Civil(census_day);
  exchange::AuthorityPlan plan;
  plan.open_children =
      static_cast<std::uint32_t>(static_cast<double>(cases) / kCasesPerOpenChild * 1.02) + 10;
  plan.seed = town + 1;
  plan.reference_on = std::chrono::year(civil.year) / civil.month / civil.day;
  plan.years = kYears;
  plan.visits = false;
  return plan;
}

// Contacts are half of the entries that are left, and no figure depends on them. Workers of so many
// authorities would each hold a few of the cases: the world has its own.
void LeaveOutWhatIsNotMeasured(v1::ImportUnit& unit) {
  unit.clear_allocations();
  auto& entries = *unit.mutable_entries();
  entries.erase(std::remove_if(entries.begin(), entries.end(),
                               [](const v1::Entry& entry) { return entry.has_contact(); }),
                entries.end());
}

// In three years nine of ten cases are closed; what is measured are the open ones. So a child's
// last case stays open, unless nothing further was to be done or the child has died; all before it
// are closed as they were.
void LeaveOutTheLastClosure(v1::ImportUnit& unit) {
  v1::Case& last = *unit.mutable_cases()->rbegin();
  if (last.referral_no_further_action() || !unit.people(0).died_on().empty()) return;
  last.clear_closed_on();
  last.clear_closure_reason();
}

void PutAside(v1::ImportUnit& unit, UnitsByDay& units) {
  const auto first = ParseDate(unit.cases(0).referred_on());
  if (!first) GiveUp("a made-up case was referred on no day");
  LeaveOutWhatIsNotMeasured(unit);
  LeaveOutTheLastClosure(unit);
  units.Put(*first, unit);
}

}  // namespace

void PutTownsAside(std::size_t cases, Date today, const std::filesystem::path& folder,
                   UnitsByDay& units) {
  const std::size_t towns = (cases + kCasesPerTown - 1) / kCasesPerTown;
  const Date census_day = LastCensusDay(today);
  const std::int32_t days_later = (today - census_day) / 7 * 7;
  for (std::size_t town = 0; town < towns; ++town) {
    std::size_t left = cases * (town + 1) / towns - cases * town / towns;
    Authority authority(PlanOf(town, left, census_day), folder, "town" + std::to_string(town + 1),
                        days_later);
    while (left > 0) {
      auto unit = authority.Next();
      if (!unit) GiveUp("the made-up authority has too few cases");
      const auto own = static_cast<std::size_t>(unit->cases_size());
      if (own == 0 || own > left) continue;
      PutAside(*unit, units);
      left -= own;
    }
  }
}

}  // namespace caseload::bench
