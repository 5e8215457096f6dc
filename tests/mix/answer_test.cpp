// SPDX-License-Identifier: Apache-2.0
// What an answer says about itself, and in which words and order.
#include "mix/mix.h"
#include "world.h"

namespace caseload::mix {
namespace {

using facts::Fact;
using facts::FactKind;

constexpr Date kToday{19'900};  // 2024-06-26

std::uint16_t Number(std::string_view set, std::string_view code) {
  return England().Find(set, code)->number;
}

class MixAnswer : public testing::Test {
 protected:
  // A case open for some days, with the factors and held by the team.
  void Open(std::uint32_t number, const std::vector<std::string>& factors, int team = 0,
            std::int32_t days = 50) {
    const std::int32_t start = kToday.days - days;
    std::vector<Fact> stated = {{number, FactKind::kEpisode, 0, Number("referral_source", "6"),
                                 start, kDayOpen, static_cast<std::int32_t>(number)}};
    for (const std::string& factor : factors) {
      stated.push_back({number, FactKind::kConcern, v1::CONCERN_BASIS_FACTOR,
                        Number("assessment_factor", factor), start, kDayOpen, 0});
    }
    if (team != 0) {
      stated.push_back({number, FactKind::kTeam, 0, 0, start, kDayOpen, team});
    }
    world_.Write(stated);
  }

  v1::GetMixResponse Ask(const Question& question) {
    Mix mix(world_.facts(), England());
    const auto answer = mix.Answer(question, kToday);
    if (!answer.ok()) ADD_FAILURE() << answer.error().message;
    return answer.ok() ? *answer : v1::GetMixResponse();
  }

  static Question About(std::vector<v1::MixDimension> by) {
    Question question;
    question.basis = v1::MIX_BASIS_FACTOR;
    question.unit = v1::MIX_UNIT_CASES;
    question.as_of = kToday;
    question.by = std::move(by);
    question.suppress = false;
    return question;
  }

  static std::vector<std::string> Values(const v1::GetMixResponse& answer) {
    std::vector<std::string> values;
    for (const auto& row : answer.rows()) values.push_back(row.keys(0).value());
    return values;
  }

  World world_;
};

TEST_F(MixAnswer, SaysOfWhatItIsTrue) {
  Open(1, {"3B"});
  Question question = About({v1::MIX_DIMENSION_TRACK});
  question.history_complete_from = kToday - 1000;
  const auto answer = Ask(question);
  EXPECT_EQ(answer.basis(), v1::MIX_BASIS_FACTOR);
  EXPECT_EQ(answer.unit(), v1::MIX_UNIT_CASES);
  ASSERT_EQ(answer.by_size(), 1);
  EXPECT_EQ(answer.by(0), v1::MIX_DIMENSION_TRACK);
  EXPECT_EQ(answer.as_of_on(), "2024-06-26");
  EXPECT_EQ(answer.sequence(), 1U);
  EXPECT_EQ(answer.taxonomy_version(), England().version());
  EXPECT_EQ(answer.history_complete_from_on(), FormatDate(kToday - 1000));
  EXPECT_FALSE(answer.suppressed());
}

TEST_F(MixAnswer, CountsACaseOnceUnderEachOfItsConcernsAndOnceInTheTotal) {
  Open(1, {"3B", "16A"});
  Open(2, {"3B"});
  Open(3, {});
  const auto answer = Ask(About({v1::MIX_DIMENSION_CONCERN}));
  EXPECT_EQ(Values(answer), (std::vector<std::string>{"3B", "16A", ""}));
  EXPECT_EQ(answer.rows(0).count().number(), 2U);
  EXPECT_EQ(answer.rows(1).count().number(), 1U);
  EXPECT_EQ(answer.rows(2).keys(0).label(), "Not recorded");
  EXPECT_EQ(answer.total().number(), 3U);
}

TEST_F(MixAnswer, NamesConcernsInTheWordsOfTheDay) {
  Open(1, {"3B"});
  const auto answer = Ask(About({v1::MIX_DIMENSION_CONCERN}));
  EXPECT_EQ(answer.rows(0).keys(0).label(),
            England().LabelOn(*England().Find("assessment_factor", "3B"), kToday));
}

TEST_F(MixAnswer, RollsFactorsUpToHarms) {
  Open(1, {"3A", "3B"});
  Open(2, {"16A"});
  const auto answer = Ask(About({v1::MIX_DIMENSION_CONCERN_GROUP}));
  EXPECT_EQ(Values(answer), (std::vector<std::string>{"HARM.NEGLECT", "HARM.DOMESTIC"}));
  EXPECT_EQ(answer.rows(1).count().number(), 1U);
}

TEST_F(MixAnswer, OrdersTeamsByNumberAndThoseWithoutOneLast) {
  Open(1, {}, 12);
  Open(2, {}, 0);
  Open(3, {}, 3);
  EXPECT_EQ(Values(Ask(About({v1::MIX_DIMENSION_TEAM}))),
            (std::vector<std::string>{"3", "12", ""}));
}

TEST_F(MixAnswer, HidesSmallNumbersUnlessAskedNotTo) {
  for (std::uint32_t number = 1; number <= 20; ++number) {
    Open(number, {}, number <= 3 ? 1 : number <= 10 ? 2 : 3);
  }
  Question question = About({v1::MIX_DIMENSION_TEAM});
  question.suppress = true;
  const auto answer = Ask(question);
  EXPECT_TRUE(answer.suppressed());
  ASSERT_EQ(answer.rows_size(), 3);
  EXPECT_EQ(answer.rows(0).count().none(), v1::NO_VALUE_SUPPRESSED);
  EXPECT_EQ(answer.rows(1).count().none(), v1::NO_VALUE_SUPPRESSED);
  EXPECT_EQ(answer.rows(2).count().number(), 10U);
  EXPECT_EQ(answer.total().number(), 20U);
}

TEST_F(MixAnswer, DoesNotTakeNoRecordForNoneBeforeTheHistoryIsComplete) {
  Open(1, {"3B"}, 1, 900);
  Question question = About({v1::MIX_DIMENSION_TEAM});
  question.as_of = kToday - 400;
  question.history_complete_from = kToday - 100;
  const auto answer = Ask(question);
  EXPECT_EQ(answer.total().none(), v1::NO_VALUE_UNKNOWN_BEFORE_HISTORY);
  ASSERT_EQ(answer.rows_size(), 1);
  EXPECT_EQ(answer.rows(0).count().none(), v1::NO_VALUE_UNKNOWN_BEFORE_HISTORY);
}

TEST_F(MixAnswer, RefusesAFilterByAValueThatDoesNotExist) {
  Open(1, {"3B"});
  Question question = About({});
  question.filters = {{v1::MIX_DIMENSION_CONCERN, {"3B", "3Z"}},
                      {v1::MIX_DIMENSION_TEAM, {"4711"}}};
  Mix mix(world_.facts(), England());
  const auto refused = mix.Answer(question, kToday);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().reason, v1::ERROR_REASON_FIELDS_INVALID);
  ASSERT_EQ(refused.error().fields.size(), 1U);
  EXPECT_EQ(refused.error().fields[0].field, "filters[0].values[1]");
}

TEST_F(MixAnswer, FindsNothingForATeamThatHoldsNothing) {
  Open(1, {"3B"}, 1);
  Question question = About({v1::MIX_DIMENSION_TRACK});
  question.filters = {{v1::MIX_DIMENSION_TEAM, {"4711"}}};
  const auto answer = Ask(question);
  EXPECT_EQ(answer.rows_size(), 0);
  EXPECT_EQ(answer.total().number(), 0U);
}

TEST_F(MixAnswer, SeesANewCaseAtOnce) {
  Mix mix(world_.facts(), England());
  const Question question = About({});
  EXPECT_EQ(mix.Answer(question, kToday)->total().number(), 0U);
  Open(1, {"3B"});
  EXPECT_EQ(mix.Answer(question, kToday)->total().number(), 1U);
  Open(5'000, {"3B"});
  EXPECT_EQ(mix.Answer(question, kToday)->total().number(), 2U);
  EXPECT_EQ(mix.Answer(question, kToday)->sequence(), 2U);
}

}  // namespace
}  // namespace caseload::mix
