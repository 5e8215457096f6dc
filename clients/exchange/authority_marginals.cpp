// SPDX-License-Identifier: Apache-2.0
// Department for Education official statistics, Open Government Licence v3.0. D = Doncaster, E =
// England.
#include "exchange/authority_marginals.h"

namespace caseload::exchange {
namespace {

using enum FactorKind;
// D 2025 c3, of 4,351 assessed episodes; trafficking E 2025 (suppressed locally); privately
// fostered as one code.
constexpr double P(double count) { return count * 100 / 4351; }
constexpr std::array<Factor, kFactors> kFactorTable = {{
    {"1A", P(27), kFromTen},  {"1B", P(654), kHousehold},  {"1C", P(134), kHousehold},
    {"2A", P(124), kFromTen}, {"2B", P(680), kHousehold},  {"2C", P(200), kHousehold},
    {"3A", P(511), kHarm},    {"3B", P(1460), kHousehold}, {"3C", P(296), kHousehold},
    {"4A", P(228), kFromTen}, {"4B", P(973), kHousehold},  {"4C", P(173), kHousehold},
    {"5A", P(125), kAnyAge},  {"5B", P(63), kHousehold},   {"5C", P(28), kHousehold},
    {"6A", P(74), kAnyAge},   {"6B", P(114), kHousehold},  {"6C", P(22), kHousehold},
    {"7A", P(6), kFromTen},   {"8F", P(10), kAnyAge},      {"9A", P(38), kFromTen},
    {"10A", P(79), kFromTen}, {"11A", P(24), kFromTen},    {"12A", 0.44, kFromTen},
    {"13A", P(27), kFromTen}, {"14A", P(104), kFromTen},   {"15A", P(44), kFromTen},
    {"16A", P(359), kHarm},   {"17A", P(559), kHarm},      {"18B", P(44), kAnyAge},
    {"18C", P(469), kHarm},   {"19B", P(114), kAnyAge},    {"19C", P(181), kAnyAge},
    {"22A", P(7), kAnyAge},   {"23A", P(8), kAnyAge},      {"24A", P(81), kFromTen},
    {"20", P(845), kAnyAge},
}};

// D 2024 b3; N6 and N7 suppressed locally: the remainder, parted as in E.
constexpr double N(double count) { return count * 100 / 2258; }
constexpr Share kNeeds[] = {{"N1", N(1243)}, {"N2", N(36)}, {"N3", N(52)}, {"N4", N(250)},
                            {"N5", N(217)},  {"N6", N(21)}, {"N7", N(3)},  {"N8", N(91)},
                            {"N9", N(296)},  {"N0", N(49)}};
// E 2024.
constexpr Share kAges[] = {{"unborn", 1.7},  {"under_1", 4.0},   {"1_to_4", 14.1},
                           {"5_to_9", 21.3}, {"10_to_15", 32.2}, {"16_up", 26.7}};
// D 2024 c1, of 5,810 referrals; within a group the codes are taken as equally frequent.
constexpr double R(double count, double codes = 1) { return count * 100 / 5810 / codes; }
constexpr Share kSources[] = {
    {"1A", R(487, 4)}, {"1B", R(487, 4)}, {"1C", R(487, 4)}, {"1D", R(487, 4)}, {"2A", R(1152)},
    {"2B", R(76)},     {"3A", R(796, 6)}, {"3B", R(796, 6)}, {"3C", R(796, 6)}, {"3D", R(796, 6)},
    {"3E", R(796, 6)}, {"3F", R(796, 6)}, {"4", R(120)},     {"5A", R(640, 4)}, {"5B", R(640, 4)},
    {"5C", R(640, 4)}, {"5D", R(640, 4)}, {"6", R(1724)},    {"7", R(336)},     {"8", R(97)},
    {"9", R(370)},     {"10", R(12)}};
// E 2024, of all open episodes (3% not known).
constexpr double W(double count) { return count * 100 / 399460; }
constexpr Share kEthnicities[] = {
    {"WBRI", W(243190)}, {"WIRI", W(960)},   {"WROM", W(2840)}, {"WOTH", W(18570)},
    {"MWBC", W(11770)},  {"MWBA", W(4560)},  {"MWAS", W(6340)}, {"MOTH", W(14000)},
    {"AIND", W(4130)},   {"APKN", W(10020)}, {"ABAN", W(4740)}, {"CHNE", W(720)},
    {"AOTH", W(12480)},  {"BAFR", W(21630)}, {"BCRB", W(6930)}, {"BOTH", W(7490)},
    {"OOTH", W(17220)},  {"NOBT", W(8890)},  {"REFU", W(3000)}};
// D 2024 d5.
constexpr Share kCategories[] = {{"NEG", 54.1}, {"EMO", 34.8}, {"PHY", 9.1}, {"SAB", 2.0}};
// D 2024 b6; RC2 and RC6 suppressed locally: E. The unknown 1% is left out: a closure has its
// reason.
constexpr Share kClosures[] = {{"RC1", 0.8}, {"RC2", 0.3}, {"RC3", 0.7}, {"RC4", 2.8},
                               {"RC5", 2.6}, {"RC6", 0.7}, {"RC7", 92.1}};
// D 2024 b4 where published, E otherwise.
constexpr Share kDisabilities[] = {{"AUT", 38.0}, {"LD", 26.4},  {"BEH", 21.5}, {"COMM", 6.6},
                                   {"MOB", 6.6},  {"HEAR", 3.7}, {"VIS", 5.7},  {"INC", 4.0},
                                   {"HAND", 1.7}, {"DDA", 24.0}};
// D 2024 b5 (open, ended); D 2025 d5 with E below a year's end; D 2024 d7; D 2024 c2.
constexpr Share kOpenDurations[] = {{"to_3_months", 33.3},
                                    {"3_to_6_months", 11.8},
                                    {"6_to_12_months", 15.9},
                                    {"1_to_2_years", 14.8},
                                    {"2_years_up", 24.2}};
constexpr Share kEndedDurations[] = {{"to_3_months", 30.9},
                                     {"3_to_6_months", 19.2},
                                     {"6_to_12_months", 20.9},
                                     {"1_to_2_years", 18.9},
                                     {"2_years_up", 10.0}};
constexpr Share kPlanDurations[] = {{"to_3_months", 33.7},
                                    {"3_to_6_months", 29.4},
                                    {"6_to_12_months", 26.6},
                                    {"1_to_2_years", 8.0},
                                    {"2_years_up", 2.3}};
constexpr Share kEndedPlanDurations[] = {{"to_3_months", 13.1},
                                         {"3_to_6_months", 11.4},
                                         {"6_to_12_months", 45.8},
                                         {"1_to_2_years", 26.6},
                                         {"2_years_up", 3.1}};
constexpr Share kAssessmentLengths[] = {{"0", 130},         {"1_to_10", 948},  {"11_to_20", 1092},
                                        {"21_to_30", 1132}, {"31_to_40", 908}, {"41_to_45", 381},
                                        {"46_to_50", 274},  {"51_to_60", 315}, {"61_up", 486}};
// D 2024 c1, January first.
constexpr std::array<double, 12> kMonths = {556, 419, 448, 396, 583, 536,
                                            487, 455, 534, 395, 530, 471};
// E 2024 b7.
constexpr double kNeedByAge[kBands][10] = {
    {4800, 20, 240, 470, 1000, 30, 10, 20, 10, 170},
    {11630, 100, 510, 1250, 2010, 80, 80, 60, 50, 350},
    {40400, 1420, 1330, 4040, 6680, 370, 190, 200, 280, 1220},
    {54910, 8110, 1800, 6370, 9930, 850, 180, 330, 670, 1900},
    {74710, 14730, 2660, 11550, 15680, 3040, 210, 1590, 1060, 3370},
    {45470, 7770, 1720, 10720, 12600, 3500, 410, 19740, 1440, 3410}};
// E 2024 b2 against d4: share of plans over share of open children.
constexpr double kProtectionByAge[kBands] = {2.5 / 1.7,   8.0 / 4.0,   22.2 / 14.1,
                                             28.2 / 21.3, 33.3 / 32.2, 5.6 / 26.7};
// E 2024: boys among boys and girls.
constexpr double kMaleShare[kBands] = {0.5, 0.5154, 0.5234, 0.5478, 0.5361, 0.6139};

constexpr Marginal kFlows[] = {
    {"re-referred within 12 months (D 2025)", "rereferral", 29.4, 2.0},
    {"referral ended in no further action (D 2025)", "referral_nfa", 12.9, 3.0},
    {"protection plan open (D 2025)", "plan/protection", 17.5, 1.5},
    {"child in need plan open (D 2024)", "plan/cin", 19.5, 1.5},
    {"second or later protection plan (D 2025)", "repeat_plan", 29.5, 3.0},
    {"disability recorded (D 2024)", "disability", 5.4, 1.0},
    {"looked after (D 2025)", "looked_after", 22.4, 2.0},
    {"female (E 2024)", "sex/F", 43.4, 2.0},
    {"male (E 2024)", "sex/M", 54.6, 2.0},
    {"agency staff, FTE (D 2025)", "agency", 12.8, 4.0},
    {"referred by individuals (D 2024)", "source/individual", 8.4, 1.5},
    {"referred by schools (D 2024)", "source/schools", 19.8, 1.5},
    {"referred by education services (D 2024)", "source/education", 1.3, 0.7},
    {"referred by health services (D 2024)", "source/health", 13.7, 1.5},
    {"referred by housing (D 2024)", "source/housing", 2.1, 0.7},
    {"referred by the authority's services (D 2024)", "source/authority", 11.0, 1.5},
    {"referred by the police (D 2024)", "source/police", 29.7, 2.0},
    {"referred by other legal agencies (D 2024)", "source/legal", 5.8, 1.0},
    {"referred by others (D 2024)", "source/other", 1.7, 0.7},
    {"referred anonymously (D 2024)", "source/anonymous", 6.4, 1.0},
};
constexpr const char* kMonthKeys[] = {"month/01", "month/02", "month/03", "month/04",
                                      "month/05", "month/06", "month/07", "month/08",
                                      "month/09", "month/10", "month/11", "month/12"};
constexpr const char* kNeedKeys[] = {"need/N1", "need/N2", "need/N3", "need/N4", "need/N5",
                                     "need/N6", "need/N7", "need/N8", "need/N9", "need/N0"};
constexpr const char* kAgeKeys[] = {"age/unborn", "age/under_1",  "age/1_to_4",
                                    "age/5_to_9", "age/10_to_15", "age/16_up"};
constexpr const char* kCategoryKeys[] = {"category/NEG", "category/EMO", "category/PHY",
                                         "category/SAB"};
constexpr const char* kClosureKeys[] = {"closure/RC1", "closure/RC2", "closure/RC3", "closure/RC4",
                                        "closure/RC5", "closure/RC6", "closure/RC7"};
constexpr const char* kDurationKeys[] = {"open_duration/to_3_months", "open_duration/3_to_6_months",
                                         "open_duration/6_to_12_months",
                                         "open_duration/1_to_2_years", "open_duration/2_years_up"};
constexpr const char* kEthnicityKeys[] = {
    "ethnicity/WBRI", "ethnicity/WIRI", "ethnicity/WROM", "ethnicity/WOTH", "ethnicity/MWBC",
    "ethnicity/MWBA", "ethnicity/MWAS", "ethnicity/MOTH", "ethnicity/AIND", "ethnicity/APKN",
    "ethnicity/ABAN", "ethnicity/CHNE", "ethnicity/AOTH", "ethnicity/BAFR", "ethnicity/BCRB",
    "ethnicity/BOTH", "ethnicity/OOTH"};
constexpr const char* kFactorKeys[kFactors] = {
    "factor/1A",  "factor/1B",  "factor/1C",  "factor/2A",  "factor/2B",  "factor/2C",
    "factor/3A",  "factor/3B",  "factor/3C",  "factor/4A",  "factor/4B",  "factor/4C",
    "factor/5A",  "factor/5B",  "factor/5C",  "factor/6A",  "factor/6B",  "factor/6C",
    "factor/7A",  "factor/8F",  "factor/9A",  "factor/10A", "factor/11A", "factor/12A",
    "factor/13A", "factor/14A", "factor/15A", "factor/16A", "factor/17A", "factor/18B",
    "factor/18C", "factor/19B", "factor/19C", "factor/22A", "factor/23A", "factor/24A",
    "factor/20"};

// A share of a few per cent must be met more closely than one of a third.
double ToleranceOf(double percent) { return percent < 2 ? 0.75 : percent < 10 ? 1.5 : 2.5; }

template <std::size_t count>
void AddShares(const char* name, const char* const (&keys)[count], std::span<const Share> shares,
               std::vector<Marginal>& marginals) {
  for (std::size_t i = 0; i < count; ++i) {
    marginals.push_back({name, keys[i], shares[i].percent, ToleranceOf(shares[i].percent)});
  }
}

}  // namespace

bool InUse(std::string_view code, Day day) {
  using std::chrono::April;
  for (const auto& [later, year] : {std::pair{std::string_view("5D"), 2022},
                                    {"RC9", 2022},
                                    {"18B", 2020},
                                    {"18C", 2020},
                                    {"19B", 2020},
                                    {"19C", 2020},
                                    {"24A", 2021}}) {
    if (code == later) return day >= AsDay(std::chrono::year(year) / April / 1);
  }
  return true;
}

std::span<const Factor, kFactors> AuthorityFactors() { return kFactorTable; }
std::span<const Share> NeedShares() { return kNeeds; }
std::span<const Share> AgeShares() { return kAges; }
std::span<const Share> SourceShares() { return kSources; }
std::span<const Share> EthnicityShares() { return kEthnicities; }
std::span<const Share> CategoryShares() { return kCategories; }
std::span<const Share> ClosureShares() { return kClosures; }
std::span<const Share> DisabilityShares() { return kDisabilities; }
std::span<const Share> OpenDurationShares() { return kOpenDurations; }
std::span<const Share> EndedDurationShares() { return kEndedDurations; }
std::span<const Share> PlanDurationShares() { return kPlanDurations; }
std::span<const Share> EndedPlanDurationShares() { return kEndedPlanDurations; }
std::span<const Share> AssessmentLengthShares() { return kAssessmentLengths; }
const std::array<double, 12>& MonthShares() { return kMonths; }
double NeedByAge(Band band, std::size_t need) {
  return kNeedByAge[static_cast<std::size_t>(band)][need];
}
double ProtectionByAge(Band band) { return kProtectionByAge[static_cast<std::size_t>(band)]; }
double MaleShare(Band band) { return kMaleShare[static_cast<std::size_t>(band)]; }

std::vector<Marginal> AuthorityMarginals() {
  std::vector<Marginal> marginals(std::begin(kFlows), std::end(kFlows));
  AddShares("primary need, open (D 2024)", kNeedKeys, kNeeds, marginals);
  AddShares("age, open (E 2024)", kAgeKeys, kAges, marginals);
  AddShares("initial category, open plans (D 2024)", kCategoryKeys, kCategories, marginals);
  AddShares("reason for closure (D 2024)", kClosureKeys, kClosures, marginals);
  AddShares("open for (D 2024)", kDurationKeys, kOpenDurations, marginals);
  AddShares("ethnicity, open (E 2024)", kEthnicityKeys, kEthnicities, marginals);
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    marginals.push_back({"referred in the month (D 2024)", kMonthKeys[i], kMonths[i] / 58.10, 1.2});
  }
  double codes = 0;
  for (std::size_t i = 0; i < kFactors; ++i) {
    const double percent = kFactorTable[i].percent;
    codes += percent;
    marginals.push_back(
        {"factor, of assessed episodes (D 2025)", kFactorKeys[i], percent, ToleranceOf(percent)});
  }
  marginals.push_back({"factors per 100 assessed episodes (D 2025)", "factor/mean", codes, 10});
  return marginals;
}

}  // namespace caseload::exchange
