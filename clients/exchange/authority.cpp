// SPDX-License-Identifier: Apache-2.0
// Makes one family after the other and writes it into all deliveries before the next: nothing of it
// is kept.
#include "exchange/authority.h"

#include "exchange/authority_census.h"
#include "exchange/authority_flow.h"
#include "exchange/authority_people.h"
#include "exchange/authority_ssd.h"

namespace caseload::exchange {
namespace {

// Twice England's children in need; person ids have eight digits.
constexpr std::uint32_t kMostOpenChildren = 1'000'000;

std::optional<Failure> Refuse(const AuthorityPlan& plan) {
  const auto wrong = [](const char* message) { return Failure{"PLAN_REFUSED", message, ""}; };
  if (plan.open_children == 0 || plan.open_children > kMostOpenChildren) {
    return wrong("open_children must be between 1 and 1,000,000");
  }
  if (!plan.reference_on.ok() || plan.reference_on.month() != std::chrono::March ||
      plan.reference_on.day() != std::chrono::day(31) ||
      plan.reference_on.year() < std::chrono::year(2022) ||
      plan.reference_on.year() > std::chrono::year(2100)) {
    return wrong("reference_on must be a 31 March between 2022 and 2100");
  }
  if (plan.years < 2 || plan.years > 10) return wrong("years must be between 2 and 10");
  if (!(plan.fault_rate >= 0 && plan.fault_rate <= 1)) {
    return wrong("fault_rate must be between 0 and 1");
  }
  return std::nullopt;
}

void Count(const FamilyLife& family, AuthoritySummary& summary) {
  for (const ChildLife& child : family.children) {
    ++summary.children;
    summary.open_children += child.episodes.back().closed == kNoDay ? 1 : 0;
    summary.episodes += child.episodes.size();
    for (const EpisodeLife& episode : child.episodes) summary.visits += episode.visits.size();
  }
}

}  // namespace

Expected<AuthoritySummary> MakeAuthority(const AuthorityPlan& plan,
                                         const std::filesystem::path& out) {
  if (auto why = Refuse(plan)) return *why;
  AuthoritySummary summary;
  const int year = static_cast<int>(plan.reference_on.year());
  summary.ssd = out / "ssd";
  summary.cin = out / ("cin_" + std::to_string(year) + ".xml");
  summary.csww = out / ("csww_" + std::to_string(year - 1) + ".xml");
  auto ssd = AuthoritySsd::Create(summary.ssd);
  if (!ssd) return ssd.failure();

  Dice dice(plan.seed);
  const AuthorityFlow flow(plan);
  AuthorityStaff staff(plan, Dice(dice.Next()));
  AuthorityPeople people(plan, flow, staff, Dice(dice.Next()));
  // Chance of its own: the same lives are lived whatever is spoilt of their record.
  Spoiler ssd_spoiler(plan.fault_rate, Dice(dice.Next()));
  Spoiler cin_spoiler(plan.fault_rate, Dice(dice.Next()));
  AuthorityCin cin(summary.cin, plan);
  FamilyLife family;
  while (people.Next(family)) {
    for (const ChildLife& child : family.children) staff.CountSeptember(child.allocations);
    ssd->Write(family, staff, ssd_spoiler);
    cin.Write(family, cin_spoiler);
    Count(family, summary);
  }
  if (auto why = ssd->Close(staff)) return *why;
  if (auto why = cin.Close()) return *why;
  if (auto why = WriteCsww(summary.csww, staff, year - 1)) return *why;
  summary.census_children = cin.children();
  summary.workers = staff.members().size();
  summary.faults = ssd_spoiler.count() + cin_spoiler.count();
  return summary;
}

}  // namespace caseload::exchange
