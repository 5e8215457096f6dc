// SPDX-License-Identifier: Apache-2.0
// The published shares that the made-up authority is calibrated to, and how closely it must meet
// them.
#pragma once

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "exchange/authority_day.h"

namespace caseload::exchange {

// Department for Education official statistics, Open Government Licence v3.0: "Characteristics of
// children in need" and "Children looked after in England", years to 31 March 2024 and 2025.
// Doncaster where published, England where suppressed. Names say which; keys group them, e.g.
// "need/N1".
struct Marginal {
  const char* name;
  const char* key;
  double percent;
  double tolerance_points;  // at Doncaster's size (2,250 open children)
};
std::vector<Marginal> AuthorityMarginals();

enum class Band { kUnborn, kUnderOne, kOneToFour, kFiveToNine, kTenToFifteen, kSixteenUp };
inline constexpr std::size_t kBands = 6;

enum class FactorKind { kHousehold, kHarm, kAnyAge, kFromTen };
struct Factor {
  const char* code;
  double percent;
  FactorKind kind;
};
inline constexpr std::size_t kFactors = 37;
// Without 21 (none), which is asserted where nothing else is.
std::span<const Factor, kFactors> AuthorityFactors();

struct Share {
  const char* code;
  double percent;
};
// Whether the census knew the code on the day, as in the guides of the children in need census:
// early help (5D) and its closure (RC9) since 2022-23; harm by children and by adults apart (18B to
// 19C) since 2020-21; 24A since 2021-22. The codes that have ended (18A, 19A) are never drawn.
bool InUse(std::string_view code, Day day);
inline constexpr std::chrono::year_month_day kSexAskedFrom{std::chrono::year{2024},
                                                           std::chrono::April, std::chrono::day{1}};
std::span<const Share> NeedShares();    // 10, primary need of open episodes
std::span<const Share> AgeShares();     // 6, in the order of Band
std::span<const Share> SourceShares();  // codes, spread evenly within the published groups
std::span<const Share> EthnicityShares();
std::span<const Share> CategoryShares();      // initial, of open plans
std::span<const Share> ClosureShares();       // of episodes ended after assessment in need
std::span<const Share> DisabilityShares();    // among children with one
std::span<const Share> OpenDurationShares();  // 5 bands
std::span<const Share> EndedDurationShares();
std::span<const Share> PlanDurationShares();  // open protection plans, 5 bands
std::span<const Share> EndedPlanDurationShares();
std::span<const Share> AssessmentLengthShares();  // 9 bands
// Weight of each calendar month (January first) in a year's referrals.
const std::array<double, 12>& MonthShares();
// England's open episodes by age and need: how the two go together.
double NeedByAge(Band band, std::size_t need);
// How likely a child of the age is on a protection plan, against the average of all.
double ProtectionByAge(Band band);
double MaleShare(Band band);

inline constexpr double kReferralsPerOpenChild = 5665.0 / 2251;  // 2025
inline constexpr double kReReferred = 0.294;                     // 2025
inline constexpr double kNoFurtherActionShare = 0.129;           // 2025
inline constexpr double kNotInNeedShare = 0.517;                 // 2025
inline constexpr double kOnProtectionPlan = 395.0 / 2251;        // 2025
inline constexpr double kOnCinPlan = 441.0 / 2258;               // 2024
inline constexpr double kInCareShare = 504.0 / 2251;             // 2025
inline constexpr double kRepeatPlan = 0.295;                     // 2025
inline constexpr double kDisabled = 0.054;                       // 2024
inline constexpr double kReviewedInTime = 0.918;                 // 2024

}  // namespace caseload::exchange
