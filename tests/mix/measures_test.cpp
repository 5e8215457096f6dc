// SPDX-License-Identifier: Apache-2.0
// The published measures, each on a caseload small enough to count by hand. The year ends on 31
// March 2024.
#include "mix/measures.h"

#include "world.h"

namespace caseload::mix {
namespace {

using facts::Fact;
using facts::FactKind;

std::int32_t Day(const char* text) { return ParseDate(text)->days; }

class MeasuresOfAYear : public testing::Test {
 protected:
  MeasureValue Of(const std::string& name, std::optional<Date> complete_from = {}) {
    const Measures measures(England());
    const auto value = measures.Of(world_.facts(), name, 2024, ~std::uint64_t{0}, complete_from);
    if (!value.ok()) ADD_FAILURE() << name << ": " << value.error().message;
    return value.ok() ? *value : MeasureValue();
  }
  void Case(std::uint32_t number, std::uint32_t child, const char* referred,
            const char* closed = nullptr) {
    world_.Write({{number, FactKind::kEpisode, 0, 0, Day(referred),
                   closed == nullptr ? kDayOpen : Day(closed), static_cast<std::int32_t>(child)}});
  }
  void Span(FactKind kind, std::uint32_t number, const char* from, const char* until = nullptr,
            std::int32_t value = 0) {
    world_.Write(
        {{number, kind, 0, 0, Day(from), until == nullptr ? kDayOpen : Day(until), value}});
  }
  void Concern(std::uint32_t number, v1::ConcernBasis basis, const char* code, const char* on) {
    const auto* found = England().Find(taxonomy::SetOfBasis(basis), code);
    world_.Write({{number, FactKind::kConcern, static_cast<std::uint8_t>(basis), found->number,
                   Day(on), kDayOpen, 0}});
  }
  World world_;
};

TEST(Measures, AreNamedOnceEachAndDescribed) {
  const Measures measures(England());
  std::vector<std::string> names;
  for (const MeasureDef& def : measures.all()) {
    names.push_back(def.name);
    EXPECT_FALSE(def.title.empty()) << def.name;
    EXPECT_FALSE(def.definition.empty()) << def.name;
    EXPECT_TRUE(def.unit == "count" || def.unit == "percent" || def.unit == "days") << def.name;
    EXPECT_EQ(measures.Find(def.name), &def);
  }
  std::sort(names.begin(), names.end());
  EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end());
  for (const char* name : {"b3.primary_need_percent.N1", "c3.factor_percent.3B",
                           "d4.category_initial_percent.NEG", "d5.duration_percent.2y+"}) {
    EXPECT_NE(measures.Find(name), nullptr) << name;
  }
}

TEST(Measures, RefuseANameOrAYearThatThereIsNot) {
  const World world;
  const Measures measures(England());
  EXPECT_EQ(measures.Of(world.facts(), "b9.nothing", 2024, 9, {}).error().reason,
            v1::ERROR_REASON_NOT_FOUND);
  EXPECT_EQ(measures.Of(world.facts(), "b1.started", 1800, 9, {}).error().reason,
            v1::ERROR_REASON_FIELDS_INVALID);
  EXPECT_EQ(measures.Of(world.facts(), "c2.median_working_days", 1950, 9, {}).error().reason,
            v1::ERROR_REASON_FIELDS_INVALID);
}

TEST_F(MeasuresOfAYear, CountEpisodesWithoutReferralsThatLedNowhere) {
  Case(1, 1, "2022-01-10");                // open throughout
  Case(2, 2, "2023-05-01", "2024-03-31");  // closed on the day: no longer open at 31 March
  Case(3, 2, "2024-03-31");
  Case(4, 3, "2023-04-01", "2023-04-01");
  Span(FactKind::kNoFurtherAction, 4, "2023-04-01");
  Case(5, 4, "2020-01-01", "2023-03-31");  // before the year
  EXPECT_EQ(Of("b1.open_at_31_march").number, 2);
  EXPECT_EQ(Of("b1.children_in_year").number, 2);
  EXPECT_EQ(Of("b1.started").number, 2);
  EXPECT_EQ(Of("b1.ended").number, 1);
  EXPECT_EQ(Of("c1.referrals").number, 3);
  const MeasureValue ended = Of("c1.no_further_action_percent");
  EXPECT_EQ(ended.numerator, 1U);
  EXPECT_EQ(ended.denominator, 3U);
}

TEST_F(MeasuresOfAYear, CountAReReferralUpToTwelveMonthsLater) {
  Case(1, 1, "2022-06-01", "2022-07-01");
  Case(2, 1, "2023-06-01");  // twelve months to the day
  Case(3, 2, "2022-06-01", "2022-07-01");
  Case(4, 2, "2023-06-02");
  const MeasureValue again = Of("c1.re_referral_percent");
  EXPECT_EQ(again.numerator, 1U);
  EXPECT_EQ(again.denominator, 2U);
  EXPECT_DOUBLE_EQ(*again.number, 50.0);
}

TEST_F(MeasuresOfAYear, DoNotCallAReferralTheFirstWhereTheYearBeforeIsMissing) {
  Case(2, 1, "2023-06-01");
  const MeasureValue again = Of("c1.re_referral_percent", Date{Day("2023-01-01")});
  EXPECT_FALSE(again.number);
  EXPECT_EQ(again.none, v1::NO_VALUE_UNKNOWN_BEFORE_HISTORY);
  EXPECT_EQ(Of("c1.referrals", Date{Day("2023-01-01")}).number, 1);
  EXPECT_EQ(Of("c1.referrals", Date{Day("2023-04-02")}).none, v1::NO_VALUE_UNKNOWN_BEFORE_HISTORY);
}

TEST_F(MeasuresOfAYear, GiveTheShareOfEachPrimaryNeed) {
  Case(1, 1, "2024-01-01");
  Case(2, 2, "2024-01-01");
  Concern(1, v1::CONCERN_BASIS_NEED, "N1", "2024-01-01");
  const MeasureValue need = Of("b3.primary_need_percent.N1");
  EXPECT_EQ(need.numerator, 1U);
  EXPECT_EQ(need.denominator, 2U);
}

TEST_F(MeasuresOfAYear, CountWorkingDaysOfAssessmentsAroundEaster) {
  Case(1, 1, "2023-04-03");
  // 4, 5, 6 April, then Good Friday, the weekend and Easter Monday, then 11 April.
  Span(FactKind::kAssessment, 1, "2023-04-03", "2023-04-11");
  Span(FactKind::kAssessment, 1, "2023-05-02", "2023-05-04");
  Span(FactKind::kAssessment, 1, "2023-06-01", "2023-12-01");
  EXPECT_EQ(Of("c2.assessments_completed").number, 3);
  EXPECT_EQ(Of("c2.median_working_days").number, 4);
  const MeasureValue within = Of("c2.within_45_working_days_percent");
  EXPECT_EQ(within.numerator, 2U);
  EXPECT_EQ(within.denominator, 3U);
}

TEST_F(MeasuresOfAYear, GiveFactorsOfAssessedEpisodesOnly) {
  Case(1, 1, "2023-05-01");
  Case(2, 2, "2023-05-01");
  Span(FactKind::kAssessment, 1, "2023-05-02", "2023-05-20");
  Span(FactKind::kAssessment, 1, "2023-08-02", "2023-08-20");
  Concern(1, v1::CONCERN_BASIS_FACTOR, "3B", "2023-05-20");
  Concern(2, v1::CONCERN_BASIS_FACTOR, "3B", "2023-05-20");
  const MeasureValue factor = Of("c3.factor_percent.3B");
  EXPECT_EQ(factor.numerator, 1U);
  EXPECT_EQ(factor.denominator, 1U);
}

TEST_F(MeasuresOfAYear, MeasureConferencesFromTheirEnquiry) {
  Case(1, 1, "2023-05-01");
  Span(FactKind::kSection47, 1, "2023-06-01", "2023-06-22");
  Span(FactKind::kConference, 1, "2023-06-22");  // 15 working days on
  Span(FactKind::kSection47, 2, "2023-06-01", "2023-06-23");
  Span(FactKind::kConference, 2, "2023-06-23");
  Span(FactKind::kConference, 3, "2023-06-23");  // no enquiry in the record
  EXPECT_EQ(Of("c4.section47").number, 2);
  EXPECT_EQ(Of("c4.conferences").number, 3);
  const MeasureValue in_time = Of("c4.conference_within_15_working_days_percent");
  EXPECT_EQ(in_time.numerator, 1U);
  EXPECT_EQ(in_time.denominator, 2U);
}

TEST_F(MeasuresOfAYear, CallAPlanTheSecondWhenItIsRecordedOrKnownAndNotOtherwise) {
  Case(1, 1, "2020-01-01", "2021-01-01");
  Span(FactKind::kProtectionPlan, 1, "2020-02-01", "2020-12-01");
  Case(2, 1, "2023-05-01");
  Span(FactKind::kProtectionPlan, 2, "2023-06-01");  // not recorded, but known from case 1
  Case(3, 2, "2023-05-01");
  Span(FactKind::kProtectionPlan, 3, "2023-06-01", nullptr, 1);  // recorded: the first
  Case(4, 3, "2023-05-01");
  Span(FactKind::kProtectionPlan, 4, "2023-06-01");  // nobody knows
  EXPECT_EQ(Of("d1.plans_started").number, 3);
  const MeasureValue again = Of("d3.second_or_subsequent_percent");
  EXPECT_EQ(again.numerator, 1U);
  EXPECT_EQ(again.denominator, 2U);
}

TEST_F(MeasuresOfAYear, GiveCategoryAndDurationOfOpenAndEndedPlans) {
  Case(1, 1, "2023-05-01");
  Span(FactKind::kProtectionPlan, 1, "2023-12-31");  // three months to the day
  Concern(1, v1::CONCERN_BASIS_CATEGORY_INITIAL, "NEG", "2023-12-31");
  Case(2, 2, "2023-05-01");
  Span(FactKind::kProtectionPlan, 2, "2021-12-30");
  Case(3, 3, "2023-05-01");
  Span(FactKind::kProtectionPlan, 3, "2023-05-30", "2023-08-31");
  EXPECT_EQ(Of("d5.open_at_31_march").number, 2);
  EXPECT_EQ(Of("d4.category_initial_percent.NEG").numerator, 1U);
  EXPECT_EQ(Of("d4.category_initial_percent.NEG").denominator, 2U);
  EXPECT_EQ(Of("d5.duration_percent.0-3m").numerator, 1U);
  EXPECT_EQ(Of("d5.duration_percent.2y+").numerator, 1U);
  EXPECT_EQ(Of("d7.duration_percent.3-6m").number, 100.0);
}

TEST_F(MeasuresOfAYear, CallReviewsInTimeWhenNoneWasLateOnAnyDayOfTheYear) {
  Span(FactKind::kProtectionPlan, 1, "2023-06-01");
  Span(FactKind::kReview, 1, "2023-09-01");  // three months to the day
  Span(FactKind::kReview, 1, "2024-03-01");
  Span(FactKind::kProtectionPlan, 2, "2023-06-01");
  Span(FactKind::kReview, 2, "2023-09-02");  // a day late
  Span(FactKind::kReview, 2, "2024-03-01");
  Span(FactKind::kProtectionPlan, 3, "2023-06-01");  // never
  Span(FactKind::kProtectionPlan, 4, "2024-02-01");  // too short to be due
  const MeasureValue in_time = Of("d6.reviewed_in_time_percent");
  EXPECT_EQ(in_time.numerator, 1U);
  EXPECT_EQ(in_time.denominator, 3U);
}

TEST_F(MeasuresOfAYear, DoNotApplyWhereThereIsNothingToShare) {
  const MeasureValue none = Of("d6.reviewed_in_time_percent");
  EXPECT_FALSE(none.number);
  EXPECT_EQ(none.none, v1::NO_VALUE_NOT_APPLICABLE);
  EXPECT_EQ(Of("c2.median_working_days").none, v1::NO_VALUE_NOT_APPLICABLE);
  EXPECT_EQ(Of("b1.started").number, 0);
}

TEST_F(MeasuresOfAYear, AreOfWhatWasKnownThen) {
  Case(1, 1, "2023-06-01");
  Case(2, 2, "2023-06-01");
  const Measures measures(England());
  EXPECT_EQ(measures.Of(world_.facts(), "c1.referrals", 2024, 1, {})->number, 1);
}

}  // namespace
}  // namespace caseload::mix
