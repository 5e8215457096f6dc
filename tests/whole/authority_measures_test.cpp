// SPDX-License-Identifier: Apache-2.0
// The made-up authority, brought in with the real client program and asked through the public API,
// answers with the published figures that it was calibrated to.
#include "exchange/authority_marginals.h"
#include "whole/import_desk.h"

namespace caseload::whole {
namespace {

constexpr int kYear = 2026;
constexpr const char* kReference = "2026-03-31";

// A killed client is no harm: the next one goes on after it. The one that is killed here is only
// slow, on a machine with much else to do.
void Import(const ServerProcess& server, const std::string& form,
            const std::filesystem::path& path) {
  constexpr int kKilled = 128 + 9;
  Ended ended;
  for (int runs = 0; runs < 10; ++runs) {
    ended = RunClient(server, {"import", form, path.string()});
    if (ended.code != kKilled) break;
  }
  ASSERT_EQ(ended.code, 0) << ended.err;
}

struct MadeUpAuthority : testing::Test {
  TempFolder folder;
  ServerProcess server;
  Caller caller{server};

  void SetUp() override {
    const Ended made = RunProgram(
        ClientProgram(),
        {"make-authority", "--children", "2250", "--seed", "1", "--out", folder.path().string()});
    ASSERT_EQ(made.code, 0) << made.err;
    ASSERT_NO_FATAL_FAILURE(Import(server, "ssd", folder.path() / "ssd"));
    // Only the census says how many plans there were before.
    ASSERT_NO_FATAL_FAILURE(Import(server, "cin", folder.path() / "cin_2026.xml"));
  }

  static v1::GetMixRequest Open(v1::MixDimension by) {
    v1::GetMixRequest request;
    request.set_basis(v1::MIX_BASIS_NEED);
    request.set_unit(v1::MIX_UNIT_CASES);
    request.mutable_moment()->set_as_of_on(kReference);
    request.add_by(by);
    request.set_unsuppressed(true);
    return request;
  }

  static v1::GetMixRequest InTheYear(v1::MixPeriodKind kind, v1::MixDimension by) {
    auto request = Open(by);
    request.clear_moment();
    request.mutable_period()->set_kind(kind);
    request.mutable_period()->set_from_on("2025-04-01");
    request.mutable_period()->set_until_on(kReference);
    return request;
  }

  // Percentages of the total by value.
  std::map<std::string, double> Shares(const v1::GetMixRequest& request) {
    const auto answer = Must(*caller.caseload, &v1::CaseloadService::Stub::GetMix, request);
    std::map<std::string, double> shares;
    EXPECT_GT(answer.total().number(), 0U);
    for (const auto& row : answer.rows()) {
      shares[row.keys(0).value()] += 100.0 * static_cast<double>(row.count().number()) /
                                     static_cast<double>(answer.total().number());
    }
    return shares;
  }

  v1::GetMeasureResponse Measure(const std::string& name) {
    v1::GetMeasureRequest request;
    request.set_name(name);
    request.set_year(kYear);
    return Must(*caller.caseload, &v1::CaseloadService::Stub::GetMeasure, request);
  }

  static exchange::Marginal Published(const std::string& key) {
    for (const auto& marginal : exchange::AuthorityMarginals()) {
      if (marginal.key == key) return marginal;
    }
    ADD_FAILURE() << "nothing is published under " << key;
    return {"", "", 0, 0};
  }

  static void ExpectNear(double percent, const std::string& key) {
    const auto published = Published(key);
    EXPECT_NEAR(percent, published.percent, published.tolerance_points)
        << key << ": " << published.name;
    RecordProperty(key, std::to_string(percent));
  }

  // Marginals of a group, without the group: "N1" of "need/N1".
  static std::vector<std::string> KeysOf(const std::string& group) {
    std::vector<std::string> keys;
    for (const auto& marginal : exchange::AuthorityMarginals()) {
      const std::string key = marginal.key;
      if (key.starts_with(group + "/")) keys.push_back(key.substr(group.size() + 1));
    }
    EXPECT_GT(keys.size(), 1U) << group;
    return keys;
  }

  void ExpectPrimaryNeeds();
  void ExpectAges();
  void ExpectDurations();
  void ExpectFactorsOfAssessedEpisodes();
  void ExpectCategoriesOfOpenPlans();
  void ExpectReReferrals();
  void ExpectPlans();
  void ExpectReferrals();
};

void MadeUpAuthority::ExpectPrimaryNeeds() {
  auto shares = Shares(Open(v1::MIX_DIMENSION_CONCERN));
  for (const auto& code : KeysOf("need")) {
    ExpectNear(shares[code], "need/" + code);
    const auto measure = Measure("b3.primary_need_percent." + code);
    // The measure leaves out referrals without further action, and small numbers.
    if (measure.has_number()) ExpectNear(measure.number(), "need/" + code);
  }
}

void MadeUpAuthority::ExpectAges() {
  auto shares = Shares(Open(v1::MIX_DIMENSION_AGE_BAND));
  ExpectNear(shares["unborn"], "age/unborn");
  ExpectNear(shares["0"], "age/under_1");
  ExpectNear(shares["1-4"], "age/1_to_4");
  ExpectNear(shares["5-9"], "age/5_to_9");
  ExpectNear(shares["10-15"], "age/10_to_15");
  ExpectNear(shares["16-17"] + shares["18+"], "age/16_up");
}

void MadeUpAuthority::ExpectDurations() {
  auto shares = Shares(Open(v1::MIX_DIMENSION_DURATION_BAND));
  ExpectNear(shares["0-3m"], "open_duration/to_3_months");
  ExpectNear(shares["3-6m"], "open_duration/3_to_6_months");
  ExpectNear(shares["6-12m"], "open_duration/6_to_12_months");
  ExpectNear(shares["1-2y"], "open_duration/1_to_2_years");
  ExpectNear(shares["2y+"], "open_duration/2_years_up");
}

void MadeUpAuthority::ExpectFactorsOfAssessedEpisodes() {
  double codes = 0;
  for (const auto& code : KeysOf("factor")) {
    if (code == "mean") continue;
    const auto measure = Measure("c3.factor_percent." + code);
    ASSERT_TRUE(measure.has_number() || measure.none() == v1::NO_VALUE_SUPPRESSED) << code;
    // A share too small to be shown is small: below 6 of some thousand.
    const double percent = measure.has_number() ? measure.number() : 0;
    codes += percent;
    ExpectNear(percent, "factor/" + code);
  }
  ExpectNear(codes, "factor/mean");
}

void MadeUpAuthority::ExpectCategoriesOfOpenPlans() {
  for (const auto& code : KeysOf("category"))
    ExpectNear(Measure("d4.category_initial_percent." + code).number(), "category/" + code);
}

void MadeUpAuthority::ExpectReReferrals() {
  ExpectNear(Measure("c1.re_referral_percent").number(), "rereferral");
  auto shares = Shares(InTheYear(v1::MIX_PERIOD_KIND_STARTED_IN, v1::MIX_DIMENSION_RE_REFERRAL));
  ExpectNear(shares["yes"], "rereferral");
}

void MadeUpAuthority::ExpectPlans() {
  const auto open = Measure("b1.open_at_31_march");
  const auto plans = Measure("d5.open_at_31_march");
  ASSERT_GT(open.number(), 0);
  ExpectNear(100 * plans.number() / open.number(), "plan/protection");
  ExpectNear(Measure("d3.second_or_subsequent_percent").number(), "repeat_plan");
  EXPECT_EQ(open.number(), 2250);
}

void MadeUpAuthority::ExpectReferrals() {
  ExpectNear(Measure("c1.no_further_action_percent").number(), "referral_nfa");
  auto months = Shares(InTheYear(v1::MIX_PERIOD_KIND_STARTED_IN, v1::MIX_DIMENSION_REFERRAL_MONTH));
  std::map<std::string, double> by_month;
  for (const auto& [month, percent] : months) by_month[month.substr(5)] += percent;
  for (const auto& month : KeysOf("month")) ExpectNear(by_month[month], "month/" + month);

  const std::map<char, std::string> groups = {
      {'1', "individual"}, {'3', "health"}, {'4', "housing"}, {'5', "authority"},
      {'6', "police"},     {'7', "legal"},  {'8', "other"},   {'9', "anonymous"}};
  std::map<std::string, double> by_source;
  for (const auto& [code, percent] :
       Shares(InTheYear(v1::MIX_PERIOD_KIND_STARTED_IN, v1::MIX_DIMENSION_REFERRAL_SOURCE))) {
    if (code.empty() || code == "10") continue;
    by_source[code == "2A"   ? "schools"
              : code == "2B" ? "education"
                             : groups.at(code[0])] += percent;
  }
  for (const auto& source : KeysOf("source")) ExpectNear(by_source[source], "source/" + source);
}

// One test for all the questions: each runs in a process of its own, and would bring the whole
// authority in again.
TEST_F(MadeUpAuthority, AnswersWithThePublishedFigures) {
  ExpectPrimaryNeeds();
  ExpectAges();
  ExpectDurations();
  ExpectFactorsOfAssessedEpisodes();
  ExpectCategoriesOfOpenPlans();
  ExpectReReferrals();
  ExpectPlans();
  ExpectReferrals();
}

}  // namespace
}  // namespace caseload::whole
