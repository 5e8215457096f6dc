// SPDX-License-Identifier: Apache-2.0
#include "rules/wire.h"

#include <gtest/gtest.h>

#include "rules/card.h"

extern "C" {
size_t caseload_c_size_of_facts(void);
size_t caseload_c_size_of_rule(void);
const caseload_rule* caseload_c_rule(void);
}

namespace caseload::rules {
namespace {

RuleAnswer SampleAnswer() {
  RuleAnswer answer{.status = 0, .flooded = false, .look_again_on = 19000, .said = {}};
  answer.said.push_back({2,
                         -5,
                         CASELOAD_NO_NUMBER,
                         CASELOAD_OPERATOR_LESS,
                         {{19000, CASELOAD_VALUE_DAY, 0}},
                         {{CASELOAD_EVIDENCE_CASE, 7}, {CASELOAD_EVIDENCE_EVENT, 9}}});
  return answer;
}

RuleCard SampleCard() {
  return {"test.card",
          "1.0",
          "A card",
          "Made up",
          CASELOAD_SUBJECT_CHILD,
          CASELOAD_GROUP_CASES,
          CASELOAD_VOCABULARY,
          {{"CODE", CASELOAD_KIND_INFO, "It took {measure} of {threshold}", "days", {}}},
          {{"months", "How long", "months", "Made up", 12, 1, 60}}};
}

TEST(Contract, IsTheSameBytesInCAndInCpp) {
  EXPECT_EQ(caseload_c_size_of_facts(), sizeof(caseload_facts));
  EXPECT_EQ(caseload_c_size_of_rule(), sizeof(caseload_rule));
  const caseload_rule* rule = caseload_c_rule();
  EXPECT_EQ(rule->magic, CASELOAD_RULE_MAGIC);
  EXPECT_EQ(std::string(rule->id.ptr, rule->id.len), "test.c");
  EXPECT_EQ(rule->get_extension, nullptr);
}

TEST(Wire, GivesBackTheAnswerThatWasSent) {
  const auto answer = UnpackAnswer(PackAnswer(SampleAnswer()));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->look_again_on, 19000);
  ASSERT_EQ(answer->said.size(), 1u);
  EXPECT_EQ(answer->said[0].measure, -5);
  ASSERT_EQ(answer->said[0].evidence.size(), 2u);
  EXPECT_EQ(answer->said[0].evidence[1].row, 9u);
}

TEST(Wire, TakesNothingThatIsCutShortOrTooLong) {
  const std::string answer = PackAnswer(SampleAnswer());
  const std::string card = PackCard(SampleCard());
  FactsRows rows;
  rows.cases.resize(3);
  rows.concerns.resize(2);
  const std::string facts = PackFacts(rows);
  ASSERT_TRUE(UnpackFacts(facts));
  for (std::size_t size = 0; size < answer.size(); ++size)
    EXPECT_FALSE(UnpackAnswer(answer.substr(0, size)));
  for (std::size_t size = 0; size < card.size(); ++size)
    EXPECT_FALSE(UnpackCard(card.substr(0, size)));
  for (std::size_t size = 0; size < facts.size(); ++size)
    EXPECT_FALSE(UnpackFacts(facts.substr(0, size)));
  EXPECT_FALSE(UnpackAnswer(answer + "x"));
  EXPECT_FALSE(UnpackCard(card + "x"));
  EXPECT_FALSE(UnpackFacts(facts + "x"));
}

TEST(Wire, AllocatesNothingForACountThatCannotBe) {
  std::string bytes = PackAnswer({});
  bytes.replace(bytes.size() - 4, 4, "\xFF\xFF\xFF\xFF");
  EXPECT_FALSE(UnpackAnswer(bytes));
}

TEST(Wire, KnowsAHeadFromNoise) {
  FrameType type{};
  EXPECT_EQ(PayloadBytes(FrameHead(FrameType::kAsk, 10), type), 10u);
  EXPECT_EQ(type, FrameType::kAsk);
  EXPECT_FALSE(PayloadBytes(std::string_view("\0\0\0\0\x01", 5), type));
  EXPECT_FALSE(PayloadBytes(std::string_view("\x02\0\0\0\x09", 5), type));
  EXPECT_FALSE(PayloadBytes(std::string_view("\xFF\xFF\xFF\xFF\x01", 5), type));
}

TEST(Card, IsRefusedForWhatItSaysOfItself) {
  EXPECT_FALSE(WrongWith(SampleCard()));
  for (const char* id : {"", "nodots", "Caps.x", ".x", "x.", "a..b", "a.b c", "a.-b"}) {
    auto card = SampleCard();
    card.id = id;
    EXPECT_TRUE(WrongWith(card)) << id;
  }
  auto card = SampleCard();
  card.title = "two\nlines";
  EXPECT_TRUE(WrongWith(card));
  card = SampleCard();
  card.texts.clear();
  EXPECT_TRUE(WrongWith(card));
  card = SampleCard();
  card.texts.push_back(card.texts[0]);
  EXPECT_TRUE(WrongWith(card));
  card = SampleCard();
  card.texts[0].text = "Since {1}";
  EXPECT_TRUE(WrongWith(card));
  card.texts[0].value_kinds = {CASELOAD_VALUE_DAY};
  EXPECT_FALSE(WrongWith(card));
  card.texts[0].value_kinds = {99};
  EXPECT_TRUE(WrongWith(card));
  card = SampleCard();
  card.facts_needed = 1u << 30;
  EXPECT_TRUE(WrongWith(card));
  card = SampleCard();
  card.subjects = 0;
  EXPECT_TRUE(WrongWith(card));
  card = SampleCard();
  card.parameters[0].otherwise = 61;
  EXPECT_TRUE(WrongWith(card));
  card = SampleCard();
  card.parameters.push_back(card.parameters[0]);
  EXPECT_TRUE(WrongWith(card));
}

TEST(Card, KeepsSentencesShortEvenWithTheLargestNumbers) {
  auto card = SampleCard();
  card.texts[0].text = std::string(kSummaryCharacters - kNumberCharacters, 'x') + "{measure}";
  EXPECT_FALSE(WrongWith(card));
  card.texts[0].text += "y";
  EXPECT_TRUE(WrongWith(card));
}

TEST(Card, FillsInOnlyTheNumbersThatWereGiven) {
  const auto text = SampleCard().texts[0];
  EXPECT_EQ(Sentence(text, {3, 4, {}}), "It took 3 of 4");
  EXPECT_FALSE(Sentence(text, {3, std::nullopt, {}}));
  CardText valued = text;
  valued.text = "Since {1}, {2} times";
  EXPECT_EQ(Sentence(valued, {{}, {}, {"2024-01-01", "3"}}), "Since 2024-01-01, 3 times");
  EXPECT_FALSE(Sentence(valued, {{}, {}, {"2024-01-01"}}));
}

TEST(Card, ShowsNoLineThatIsNotWhatItLooksLike) {
  EXPECT_TRUE(PrintableLine("Caf\xC3\xA9", 4));
  EXPECT_FALSE(PrintableLine("Caf\xC3\xA9", 3));
  EXPECT_FALSE(PrintableLine("\xC3", 9));            // cut short
  EXPECT_FALSE(PrintableLine("\xC0\xAF", 9));        // an overlong slash
  EXPECT_FALSE(PrintableLine("\xED\xA0\x80", 9));    // half a surrogate pair
  EXPECT_FALSE(PrintableLine("a\xE2\x80\xAEz", 9));  // turns the text around
  EXPECT_FALSE(PrintableLine("a\x1B[2J", 9));        // clears a terminal
  EXPECT_EQ(Legible("a\x1B\xC3z", 9), "a??z");
}

}  // namespace
}  // namespace caseload::rules
