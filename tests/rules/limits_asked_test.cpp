// SPDX-License-Identifier: Apache-2.0
// The limits a rule asks for: it is held to them, and the server's own are never exceeded.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/author/packing_up.h"
#include "rules/guests.h"

namespace caseload::rules {
namespace {

using ::testing::HasSubstr;

struct LimitsAsked : testing::Test {
  // What becomes of the sample subject.
  Result<std::vector<v1::Finding>> Ask(const std::string& guest, const RuleLimits& limits) {
    const RuleBook book(CASELOAD_RULE_WORKER, {SampleNumbers(), {}}, limits);
    const std::string library = BytesOf(GuestFile(guest));
    auto manifest = DescribeLibrary(library, CASELOAD_RULE_WORKER);
    if (!manifest) return manifest.error();
    *manifest->mutable_limits_asked() = asked;
    RuleMember member{guest, *manifest};
    member.library = [&library]() -> Result<std::string> { return library; };
    return book.Prepare({&member, 1})->Evaluate(SampleSubject(), Day("2024-03-01"), {});
  }
  v1::RuleLimitsAsked asked;
};

TEST_F(LimitsAsked, EndARuleThatTakesLonger) {
  asked.set_evaluation_millis(50);
  const auto said = Ask("loops", kPatient);
  ASSERT_FALSE(said);
  EXPECT_THAT(said.error().message, HasSubstr("did not answer in time"));
}

TEST_F(LimitsAsked, AreNeverMoreThanTheServerGives) {
  constexpr std::uint32_t kAnHour = 3'600'000;
  asked.set_evaluation_millis(kAnHour);
  const auto said =
      Ask("loops", {.evaluation = std::chrono::milliseconds(50), .load = std::chrono::seconds(60)});
  ASSERT_FALSE(said);
  EXPECT_THAT(said.error().message, HasSubstr("did not answer in time"));
}

TEST_F(LimitsAsked, FailARuleThatSaysMoreThanItAskedFor) {
  EXPECT_TRUE(Ask("twice", kPatient));
  asked.set_findings(2);
  EXPECT_TRUE(Ask("twice", kPatient));
  asked.set_findings(1);
  const auto said = Ask("twice", kPatient);
  ASSERT_FALSE(said);
  EXPECT_EQ(said.error().reason, v1::ERROR_REASON_RULE_FAILED);
  EXPECT_THAT(said.error().message, HasSubstr("more of one case than it asked to be allowed"));
}

}  // namespace
}  // namespace caseload::rules
