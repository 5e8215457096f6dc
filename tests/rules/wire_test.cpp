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

TEST(Wire, GivesBackWhatWasSent) {
  const auto confined = UnpackConfined(
      PackConfined({77, {{"files", true, "Landlock 1"}, {"clocks", false, "kept"}}}));
  ASSERT_TRUE(confined);
  EXPECT_EQ(confined->facts_at, 77u);
  ASSERT_EQ(confined->layers.size(), 2u);
  EXPECT_TRUE(confined->layers[0].in_force);
  EXPECT_EQ(confined->layers[1].why, "kept");
  EXPECT_EQ(UnpackMaking(PackMaking({{1, -2}, {3, 4}})), (Making{{1, -2}, {3, 4}}));
  EXPECT_EQ(UnpackMaking(PackMaking({{}})), Making{{}});
}

TEST(Wire, TakesNothingThatIsCutShortOrTooLong) {
  const std::string card = PackCard(SampleCard());
  const std::string making = PackMaking({{1, 2, 3}, {4, 5, 6}});
  const std::string confined = PackConfined({1, {{"files", true, ""}}});
  FactsRows rows;
  rows.cases.resize(3);
  rows.concerns.resize(2);
  const std::string facts = PackFacts(rows);
  ASSERT_TRUE(UnpackCard(card));
  ASSERT_TRUE(UnpackFacts(facts));
  for (std::size_t size = 0; size < facts.size(); ++size)
    EXPECT_FALSE(UnpackFacts(facts.substr(0, size)));
  for (std::size_t size = 0; size < card.size(); ++size)
    EXPECT_FALSE(UnpackCard(card.substr(0, size)));
  for (std::size_t size = 0; size < making.size(); ++size)
    EXPECT_FALSE(UnpackMaking(making.substr(0, size)));
  for (std::size_t size = 0; size < confined.size(); ++size)
    EXPECT_FALSE(UnpackConfined(confined.substr(0, size)));
  EXPECT_FALSE(UnpackFacts(facts + "x"));
  EXPECT_FALSE(UnpackCard(card + "x"));
  EXPECT_FALSE(UnpackMaking(making + "x"));
  EXPECT_FALSE(UnpackMaking(PackMaking({})));
  EXPECT_FALSE(UnpackConfined(confined + "x"));
}

TEST(Wire, AllocatesNothingForACountThatCannotBe) {
  std::string bytes = PackConfined({});
  bytes.replace(bytes.size() - 4, 4, "\xFF\xFF\xFF\xFF");
  EXPECT_FALSE(UnpackConfined(bytes));
}

TEST(Wire, KnowsAHeadFromNoise) {
  FrameType type{};
  EXPECT_EQ(PayloadBytes(FrameHead(FrameType::kMake, 10), type), 10u);
  EXPECT_EQ(type, FrameType::kMake);
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
