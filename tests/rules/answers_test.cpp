// SPDX-License-Identifier: Apache-2.0
// The memory a worker writes its answers into, as it should be and as it should not.
#include "rules/host/answers.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <random>

#include "rules/host/facts_image.h"
#include "rules/slab.h"

namespace caseload::rules {
namespace {

// Two subjects; of the second one finding with a value and two rows of evidence.
struct Written {
  AnswerHead head{.sequence = 5, .count = 2, .used = 72, .progress = 1};
  AnswerSlot slots[2] = {{19000, 0}, {CASELOAD_DAY_NONE, 0}};
  SaidHead said{.subject = 1,
                .text = 2,
                .comparison = CASELOAD_OPERATOR_LESS,
                .measure = -5,
                .threshold = CASELOAD_NO_NUMBER,
                .values = 1,
                .evidence = 2};
  caseload_value value{19000, CASELOAD_VALUE_DAY, 0};
  caseload_evidence evidence[2] = {{CASELOAD_EVIDENCE_CASE, 7}, {CASELOAD_EVIDENCE_EVENT, 9}};
  char rest[64] = {};

  std::span<const std::byte> bytes() const {
    return std::as_bytes(std::span<const Written, 1>(this, 1));
  }
};
constexpr AskHead kAsked{.sequence = 5, .count = 2};

TEST(Answers, AreReadAsTheyWereWritten) {
  const Written written;
  const auto answers = CopyAnswers(written.bytes(), kAsked);
  ASSERT_TRUE(answers);
  ASSERT_EQ(answers->by_subject.size(), 2u);
  EXPECT_EQ(answers->by_subject[0].look_again_on, 19000);
  ASSERT_EQ(answers->by_subject[1].said.size(), 1u);
  const auto& said = answers->by_subject[1].said[0];
  EXPECT_EQ(said.measure, -5);
  EXPECT_EQ(said.values[0].value, 19000);
  ASSERT_EQ(said.evidence.size(), 2u);
  EXPECT_EQ(said.evidence[1].row, 9u);
}

TEST(Answers, AreNotBelievedBeyondTheirBounds) {
  const auto spoilt = [](auto spoil) {
    Written written;
    spoil(written);
    return !CopyAnswers(written.bytes(), kAsked);
  };
  EXPECT_TRUE(spoilt([](Written& w) { w.head.sequence = 4; }));
  EXPECT_TRUE(spoilt([](Written& w) { w.head.count = 3; }));
  EXPECT_TRUE(spoilt([](Written& w) { w.head.used = 71; }));
  EXPECT_TRUE(spoilt([](Written& w) { w.head.used = 100'000; }));
  EXPECT_TRUE(spoilt([](Written& w) { w.head.used = ~std::uint64_t{0}; }));
  EXPECT_TRUE(spoilt([](Written& w) { w.slots[0].flags = 4; }));
  EXPECT_TRUE(spoilt([](Written& w) { w.said.subject = 2; }));
  EXPECT_TRUE(spoilt([](Written& w) { w.said.near_miss = 1; }));  // nobody asked why
  EXPECT_TRUE(spoilt([](Written& w) { w.said.values = 5; }));
  EXPECT_TRUE(spoilt([](Written& w) { w.said.evidence = 0xFFFFFFFF; }));
  EXPECT_TRUE(spoilt([](Written& w) { w.said.evidence = 3; }));
}

TEST(Answers, OutliveNoise) {
  std::mt19937 dice(20240301);
  for (int i = 0; i < 5000; ++i) {
    Written written;
    auto* bytes = reinterpret_cast<unsigned char*>(&written);
    for (int hit = 0; hit < 4; ++hit)
      bytes[dice() % sizeof written] = static_cast<unsigned char>(dice());
    const auto answers = CopyAnswers(written.bytes(), kAsked);
    ASSERT_TRUE(!answers || answers->by_subject.size() == 2u);
  }
}

TEST(FactsImage, ShowsTheReaderOnlyTheGroupsItAskedFor) {
  SubjectFacts subject;
  subject.rows.given = CASELOAD_GROUP_CASES | CASELOAD_GROUP_SPANS;
  subject.rows.cases.emplace_back().id = 3;
  subject.rows.spans.resize(5);
  std::vector<std::uint64_t> memory(4096);
  const auto bytes = std::as_writable_bytes(std::span(memory));
  FactsImage image(bytes, reinterpret_cast<std::uint64_t>(bytes.data()));
  ReferenceRows reference;
  reference.days_off = {1, 2, 3};
  reference.clocks.push_back({.name = "ICPC", .limit = 15});
  ASSERT_TRUE(image.SetReference(reference));
  const SubjectFacts* subjects[] = {&subject, &subject};
  image.Write(subjects, CASELOAD_GROUP_CASES, {.sequence = 1});
  const auto& head = *reinterpret_cast<const AskHead*>(bytes.data());
  ASSERT_EQ(head.count, 2u);
  const auto* facts = reinterpret_cast<const caseload_facts*>(head.facts);
  EXPECT_EQ(facts[1].given, static_cast<std::uint32_t>(CASELOAD_GROUP_CASES));
  ASSERT_EQ(facts[1].case_count, 1u);
  EXPECT_EQ(facts[1].cases[0].id, 3u);
  EXPECT_EQ(facts[1].span_count, 0u);
  EXPECT_EQ(facts[1].spans, nullptr);
  EXPECT_EQ(facts[1].reference->days_off[2], 3);
  const auto& clock = facts[1].reference->clocks[0];
  EXPECT_EQ(std::string(clock.name.ptr, clock.name.len), "ICPC");
}

TEST(Slab, CannotBeWrittenByWhoMayOnlyRead) {
  const auto slab = Slab::Make(8192, Slab::Others::kRead);
  ASSERT_TRUE(slab);
  slab->bytes()[0] = std::byte{7};
  const int copy = dup(slab->descriptor());
  EXPECT_FALSE(Slab::Take(copy, 8192, Slab::Others::kWrite));
  EXPECT_NE(ftruncate(slab->descriptor(), 0), 0);
  const auto seen = Slab::Take(dup(slab->descriptor()), 8192, Slab::Others::kRead);
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->bytes()[0], std::byte{7});
}

}  // namespace
}  // namespace caseload::rules
