// SPDX-License-Identifier: Apache-2.0
// The made-up authority, read back through the dataset's and the census's own readers, meets the
// published figures.
#include "exchange/authority_marginals.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <charconv>
#include <cmath>
#include <map>
#include <set>

#include "exchange/authority.h"
#include "exchange/authority_day.h"

namespace caseload::exchange {
namespace {

constexpr Day kReference = 20543;  // 2026-03-31

Day DayOf(const std::string& text) {
  const auto part = [&](std::size_t at, std::size_t size) {
    int value = 0;
    std::from_chars(text.data() + at, text.data() + at + size, value);
    return value;
  };
  return text.size() != 10 ? kNoDay
                           : AsDay(std::chrono::year{part(0, 4)} /
                                   std::chrono::month{static_cast<unsigned>(part(5, 2))} /
                                   std::chrono::day{static_cast<unsigned>(part(8, 2))});
}

// Counts of hits by key, over how many they are to be taken.
class Measure {
 public:
  void Hit(const std::string& key, double amount = 1) { hits_[key] += amount; }
  void Base(const std::string& group, double amount = 1) { bases_[group] += amount; }
  double Percent(const std::string& key) const {
    const std::string group = key.substr(0, key.find('/'));
    const auto base = bases_.find(bases_.count(key) != 0 ? key : group);
    const auto hits = hits_.find(key);
    return base == bases_.end() || hits == hits_.end() ? 0 : hits->second * 100 / base->second;
  }

 private:
  std::map<std::string, double> hits_, bases_;
};

std::string AgeKey(Day born) {
  if (born == kNoDay) return "age/unborn";
  const auto years =
      static_cast<int>(AsDate(kReference).year()) - static_cast<int>(AsDate(born).year());
  const auto birthday = AsDate(born).month() / AsDate(born).day();
  const int age = years - (birthday > std::chrono::March / 31 ? 1 : 0);
  if (age < 1) return "age/under_1";
  if (age < 5) return "age/1_to_4";
  if (age < 10) return "age/5_to_9";
  return age < 16 ? "age/10_to_15" : "age/16_up";
}

std::string DurationKey(Day days) {
  if (days <= 91) return "open_duration/to_3_months";
  if (days <= 182) return "open_duration/3_to_6_months";
  if (days < 365) return "open_duration/6_to_12_months";
  return days < 730 ? "open_duration/1_to_2_years" : "open_duration/2_years_up";
}

std::string SourceKey(const std::string& code) {
  static const std::map<char, std::string> kGroups = {
      {'1', "individual"}, {'3', "health"}, {'4', "housing"}, {'5', "authority"},
      {'6', "police"},     {'7', "legal"},  {'8', "other"},   {'9', "anonymous"}};
  if (code == "2A") return "source/schools";
  if (code == "2B") return "source/education";
  if (code == "10") return "source/unknown";
  return "source/" + kGroups.at(code[0]);
}

bool LastYear(Day day) { return day > kReference - 365 && day <= kReference; }

void MeasureOpen(const v1::ImportUnit& unit, const v1::Case& record, Measure& measure) {
  const v1::Person& person = unit.people(0);
  for (const char* group :
       {"need", "age", "open_duration", "ethnicity", "sex", "disability", "plan", "looked_after"}) {
    measure.Base(group);
  }
  for (const auto& concern : record.concerns()) {
    if (concern.basis() == v1::CONCERN_BASIS_NEED) measure.Hit("need/" + concern.code());
    if (concern.basis() == v1::CONCERN_BASIS_CATEGORY_INITIAL && concern.ended_on().empty()) {
      measure.Base("category");
      measure.Hit("category/" + concern.code());
    }
  }
  measure.Hit(AgeKey(DayOf(person.born_on())));
  measure.Hit(DurationKey(kReference - DayOf(record.referred_on())));
  measure.Hit("ethnicity/" + person.ethnicity());
  measure.Hit("sex/" + person.sex());
  if (person.disabilities_size() > 0 && person.disabilities(0) != "NONE") measure.Hit("disability");
  std::set<std::string> open;
  for (const auto& entry : unit.entries()) {
    if (!entry.ended_on().empty()) continue;
    if (entry.has_protection_plan()) open.insert("plan/protection");
    if (entry.has_cin_plan()) open.insert("plan/cin");
    if (entry.has_looked_after_period()) open.insert("looked_after");
  }
  for (const std::string& key : open) measure.Hit(key);
}

void MeasureFactors(const v1::Case& record, Measure& measure) {
  std::set<std::string> codes;
  for (const auto& concern : record.concerns()) {
    if (concern.basis() == v1::CONCERN_BASIS_FACTOR && LastYear(DayOf(concern.asserted_on()))) {
      codes.insert(concern.code());
    }
  }
  if (codes.empty()) return;
  measure.Base("factor");
  for (const std::string& code : codes) {
    measure.Hit("factor/" + code);
    if (code != "21") measure.Hit("factor/mean");
  }
}

void MeasureCases(const v1::ImportUnit& unit, Measure& measure) {
  std::vector<Day> referrals;
  for (const auto& record : unit.cases()) referrals.push_back(DayOf(record.referred_on()));
  for (const auto& record : unit.cases()) {
    const Day referred = DayOf(record.referred_on());
    if (record.closed_on().empty()) MeasureOpen(unit, record, measure);
    MeasureFactors(record, measure);
    const std::string& reason = record.closure_reason();
    if (LastYear(DayOf(record.closed_on())) && reason != "RC8" && reason != "RC9" &&
        !record.referral_no_further_action()) {
      measure.Base("closure");
      measure.Hit("closure/" + reason);
    }
    if (!LastYear(referred)) continue;
    for (const char* group : {"month", "source", "rereferral", "referral_nfa"}) {
      measure.Base(group);
    }
    measure.Hit("month/" + record.referred_on().substr(5, 2));
    measure.Hit(SourceKey(record.referral_source()));
    if (record.referral_no_further_action()) measure.Hit("referral_nfa");
    for (const Day earlier : referrals) {
      if (earlier >= referred || referred - earlier > 365) continue;
      measure.Hit("rereferral");
      break;
    }
  }
}

template <class Take>
void EachUnit(Expected<std::unique_ptr<UnitReader>> reader, Take take) {
  ASSERT_TRUE(reader) << reader.failure().code;
  for (;;) {
    auto unit = (*reader)->Next();
    ASSERT_TRUE(unit) << unit.failure().code;
    if (!*unit) return;
    take(**unit);
  }
}

TEST(AuthorityMarginals, AreMetByAnAuthorityOfDoncastersSize) {
  const auto folder = std::filesystem::temp_directory_path() /
                      ("authority_marginals_" + std::to_string(::getpid()));
  AuthorityPlan plan;
  const auto made = MakeAuthority(plan, folder);
  ASSERT_TRUE(made) << made.failure().code;
  EXPECT_EQ(made->open_children, plan.open_children);
  Measure measure;
  EachUnit(OpenSsd(made->ssd, {}), [&](const v1::ImportUnit& unit) {
    MeasureCases(unit, measure);
    for (const auto& worker : unit.workers()) {
      if (worker.job_title() != "Social Worker") continue;
      measure.Base("agency", worker.full_time_equivalent());
      if (worker.agency()) measure.Hit("agency", worker.full_time_equivalent());
    }
  });
  // Only the census says how many plans there were before.
  EachUnit(OpenCin(made->cin, {}), [&](const v1::ImportUnit& unit) {
    for (const auto& entry : unit.entries()) {
      if (!entry.has_protection_plan() || !LastYear(DayOf(entry.occurred_on()))) continue;
      measure.Base("repeat_plan");
      if (entry.protection_plan().previous_plans() > 0) measure.Hit("repeat_plan");
    }
  });
  std::filesystem::remove_all(folder);
  for (const Marginal& marginal : AuthorityMarginals()) {
    const double got = measure.Percent(marginal.key);
    RecordProperty(marginal.key, std::to_string(got));
    if (std::getenv("CASELOAD_SHOW_MARGINALS") != nullptr) {
      std::printf("%-34s %7.2f %7.2f %6.2f\n", marginal.key, marginal.percent, got,
                  marginal.tolerance_points);
    }
    EXPECT_NEAR(got, marginal.percent, marginal.tolerance_points)
        << marginal.key << ": " << marginal.name;
  }
}

}  // namespace
}  // namespace caseload::exchange
