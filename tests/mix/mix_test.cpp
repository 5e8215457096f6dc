// SPDX-License-Identifier: Apache-2.0
// The kept columns, the spans and a count by hand give one answer, whatever is asked and however
// the record changes.
#include "mix/mix.h"

#include <atomic>
#include <thread>

#include "naive.h"
#include "world.h"

namespace caseload::mix {
namespace {

constexpr Date kToday{19'900};

NaiveAnswer Plain(const Result<v1::GetMixResponse>& answer) {
  NaiveAnswer plain;
  if (!answer.ok()) {
    ADD_FAILURE() << answer.error().message;
    return plain;
  }
  for (const auto& row : answer->rows()) {
    std::vector<std::string> keys;
    for (const auto& key : row.keys()) keys.push_back(key.value());
    EXPECT_TRUE(row.count().has_number());
    EXPECT_TRUE(plain.rows.emplace(keys, row.count().number()).second) << "a group twice";
  }
  plain.total = answer->total().number();
  return plain;
}

std::string Show(const NaiveAnswer& answer) {
  std::string text = "total " + std::to_string(answer.total) + "\n";
  for (const auto& [keys, count] : answer.rows) {
    for (const std::string& key : keys) text += "[" + key + "] ";
    text += std::to_string(count) + "\n";
  }
  return text;
}

// A question with anything in it, whose filter values are some that answers give.
Question AnyQuestion(World& world) {
  Question question;
  question.basis = static_cast<v1::MixBasis>(1 + world.Upto(5));
  question.unit = static_cast<v1::MixUnit>(1 + world.Upto(4));
  question.as_of = kToday;
  question.suppress = false;
  for (std::uint32_t left = world.Upto(4); left != 0; --left) {
    const auto dimension = static_cast<v1::MixDimension>(1 + world.Upto(11));
    if (std::find(question.by.begin(), question.by.end(), dimension) == question.by.end()) {
      question.by.push_back(dimension);
    }
  }
  for (std::uint32_t left = world.Upto(3); left != 0; --left) {
    Filter filter{static_cast<v1::MixDimension>(1 + world.Upto(11)), {}};
    Question values = question;
    values.unit = v1::MIX_UNIT_CASES;
    values.by = {filter.dimension};
    values.filters.clear();
    for (const auto& [keys, count] : AnswerNaively(world.held(), values).rows) {
      if (world.Upto(2) == 0) filter.values.push_back(keys[0]);
    }
    if (!filter.values.empty()) question.filters.push_back(filter);
  }
  return question;
}

TEST(Mix, OfTodayIsTheSameFromColumnsFromSpansAndByHand) {
  for (std::uint32_t seed = 1; seed <= 12; ++seed) {
    World world(seed);
    world.Populate(60, kToday.days);
    Mix mix(world.facts(), England());
    for (int round = 0; round < 25; ++round) {
      Question question = AnyQuestion(world);
      if (seed % 2 == 0) question.history_complete_from = kToday - 400;
      const NaiveAnswer by_hand = AnswerNaively(world.held(), question);
      ASSERT_EQ(Show(Plain(mix.Answer(question, kToday))), Show(by_hand)) << seed << "/" << round;
      ASSERT_EQ(Show(Plain(mix.AnswerFromSpans(question))), Show(by_hand)) << seed;
      world.Disturb(round % 5, kToday.days);
    }
  }
}

// More cases than one block holds, and blocks between them that hold none.
TEST(Mix, IsTheSameByHandOverManyBlocks) {
  World world(61);
  world.Populate(700, kToday.days);
  world.Skip(3'000);
  world.Disturb(300, kToday.days);
  Mix mix(world.facts(), England());
  for (int round = 0; round < 20; ++round) {
    Question question = AnyQuestion(world);
    ASSERT_EQ(Show(Plain(mix.Answer(question, kToday))),
              Show(AnswerNaively(world.held(), question)))
        << round;
    question.filters.clear();
    question.as_of = kToday - 365;
    question.known_sequence = world.facts().sequence() / 2;
    ASSERT_EQ(Show(Plain(mix.Answer(question, kToday))),
              Show(AnswerNaively(world.held(), question)))
        << round;
    world.Disturb(20, kToday.days);
  }
}

TEST(Mix, OfAPastDayAsKnownThenIsTheSameByHand) {
  for (std::uint32_t seed = 21; seed <= 32; ++seed) {
    World world(seed);
    world.Populate(50, kToday.days);
    world.Disturb(200, kToday.days);
    Mix mix(world.facts(), England());
    for (int round = 0; round < 15; ++round) {
      Question question = AnyQuestion(world);
      question.filters.clear();
      question.as_of = kToday - static_cast<std::int32_t>(world.Upto(800));
      question.known_sequence =
          world.Upto(static_cast<std::uint32_t>(world.facts().sequence()) + 1);
      const NaiveAnswer by_hand = AnswerNaively(world.held(), question);
      ASSERT_EQ(Show(Plain(mix.Answer(question, kToday))), Show(by_hand)) << seed << "/" << round;
    }
  }
}

TEST(Mix, OfAPeriodIsTheSameByHand) {
  for (std::uint32_t seed = 41; seed <= 52; ++seed) {
    World world(seed);
    world.Populate(50, kToday.days);
    world.Disturb(50, kToday.days);
    Mix mix(world.facts(), England());
    for (int round = 0; round < 15; ++round) {
      Question question = AnyQuestion(world);
      question.filters.clear();
      const Date from = kToday - static_cast<std::int32_t>(world.Upto(800));
      question.period = Period{static_cast<v1::MixPeriodKind>(1 + world.Upto(3)), from,
                               from + static_cast<std::int32_t>(world.Upto(400))};
      const NaiveAnswer by_hand = AnswerNaively(world.held(), question);
      ASSERT_EQ(Show(Plain(mix.Answer(question, kToday))), Show(by_hand)) << seed << "/" << round;
    }
  }
}

TEST(Mix, CountsOnWhileTheRecordChanges) {
  World world(7);
  world.Populate(40, kToday.days);
  Mix mix(world.facts(), England());
  Question question;
  question.basis = v1::MIX_BASIS_FACTOR;
  question.unit = v1::MIX_UNIT_CASES;
  question.as_of = kToday;
  question.by = {v1::MIX_DIMENSION_TRACK};
  question.suppress = false;
  std::atomic<bool> done = false;
  std::atomic<int> wrong = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      while (!done) {
        const auto answer = mix.Answer(question, kToday);
        std::uint64_t sum = 0;
        for (const auto& row : answer->rows()) sum += row.count().number();
        if (!answer.ok() || sum != answer->total().number()) ++wrong;
      }
    });
  }
  world.Disturb(400, kToday.days);
  done = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_EQ(Plain(mix.Answer(question, kToday)), AnswerNaively(world.held(), question));
}

}  // namespace
}  // namespace caseload::mix
