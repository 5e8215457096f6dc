// SPDX-License-Identifier: Apache-2.0
// What a rule is held to before it comes into force: for each check a guest that nothing else finds
// out.
#include "rules/proof/proof.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "rules/author/packing_up.h"
#include "rules/guest_vignettes.h"
#include "rules/guests.h"

namespace caseload::rules {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<v1::RuleCheck> Proved(const std::string& guest, std::uint32_t millis_asked = 0,
                                  const RuleLimits& limits = {}) {
  const Folder folder;
  folder.Write("made_up.vignette.txt", VignetteOf(guest));
  PackingList list{GuestFile(guest), {folder.path()}, "MIT", "A test", "2027-03-31"};
  list.limits_asked.set_evaluation_millis(millis_asked);
  const auto bytes = PackUp(list, CASELOAD_RULE_WORKER);
  if (!bytes) throw std::runtime_error(bytes.error().message);
  const auto package = ReadPackage(*bytes);
  if (!package) throw std::runtime_error(package.error().message);
  return Prove(*package, CASELOAD_RULE_WORKER, {SampleNumbers(), {}}, limits);
}

std::vector<std::string> NamesOf(const std::vector<v1::RuleCheck>& checks) {
  std::vector<std::string> names;
  for (const auto& check : checks) names.push_back(check.name());
  return names;
}

std::vector<v1::RuleCheck> FailedOf(std::vector<v1::RuleCheck> checks) {
  std::erase_if(checks, [](const v1::RuleCheck& check) { return check.passed(); });
  return checks;
}

TEST(Proof, IsPassedByAGuestWhoBehaves) {
  const auto checks = Proved("steady");
  EXPECT_THAT(NamesOf(checks),
              ElementsAre("library", "start", "made-up subjects", "garbage", "time", "vignettes",
                          "memory", "repeatable", "batch sizes", "unset memory", "surroundings",
                          "values", "looks again"));
  for (const auto& check : checks)
    EXPECT_TRUE(check.passed()) << check.name() << ": " << check.detail();
}

struct Fault {
  const char* guest;
  const char* check;
  const char* words;
  const char* wall = "";
  bool with_sanitizer = true;
};
void PrintTo(const Fault& fault, std::ostream* out) { *out << fault.guest; }

const Fault kFaults[] = {
    {"batch_size", "batch sizes", "one subject at a time it says something else"},
    {"crowds", "batch sizes", "it fails, though it bears each of them alone"},
    {"unset_memory", "unset memory", "it reads what it never wrote", "", false},
    {"zone", "surroundings", "in another time zone"},
    {"tongue", "surroundings", "it says something else"},
    {"leaks", "memory", "it does not give back what it takes", "", false},
    {"hoards", "memory", "more than half", "", false},
    {"shares_values", "values", "made twice in one process, with other values"},
};

class FaultOfARule : public ::testing::TestWithParam<Fault> {};

TEST_P(FaultOfARule, IsFoundByOneCheckAlone) {
  const Fault& fault = GetParam();
  if (kSanitized && !fault.with_sanitizer)
    GTEST_SKIP() << "NOT TESTED: a sanitizer has its own way with memory";
  const auto failed = FailedOf(Proved(fault.guest));
  ASSERT_THAT(NamesOf(failed), ElementsAre(fault.check));
  EXPECT_THAT(failed.front().detail(), HasSubstr(fault.words));
}

INSTANTIATE_TEST_SUITE_P(Each, FaultOfARule, ::testing::ValuesIn(kFaults),
                         [](const auto& param) { return std::string(param.param.guest); });

// It shows wherever the order or the number of questions is another.
TEST(Proof, FindsWhatARuleKeepsFromOneCaseToTheNext) {
  const auto failed = FailedOf(Proved("keeps_count"));
  ASSERT_THAT(NamesOf(failed), ElementsAre("repeatable", "batch sizes"));
  EXPECT_THAT(failed.front().detail(),
              HasSubstr("another process and another order it says something else"));
}

// Each number of questions in the same order gives it the same memories.
TEST(Proof, FindsARuleThatComparesACaseWithTheOneBefore) {
  const auto failed = FailedOf(Proved("compares"));
  ASSERT_THAT(NamesOf(failed), Contains("repeatable"));
  EXPECT_THAT(failed.front().detail(),
              HasSubstr("another process and another order it says something else"));
}

// Two processes that are one would not tell.
TEST(Proof, AsksAgainInAnotherProcess) {
  const auto failed = FailedOf(Proved("where_it_lies"));
  ASSERT_THAT(NamesOf(failed), Contains("repeatable"));
}

TEST(Proof, HoldsARuleToHalfOfTheTimeItAskedFor) {
  const auto failed = FailedOf(Proved("dawdles", 1));
  ASSERT_THAT(NamesOf(failed), ElementsAre("time"));
  EXPECT_THAT(failed.front().detail(), HasSubstr("ms of the processor, of 1.000 ms it may"));
  EXPECT_THAT(FailedOf(Proved("dawdles", 10'000'000)), IsEmpty());
}

// A story is asked about on each of its days: one that is too slow is not asked for that long.
TEST(Proof, TellsNoStoryToARuleThatIsTooSlow) {
  EXPECT_THAT(NamesOf(Proved("dawdles", 1)),
              ElementsAre("library", "start", "made-up subjects", "garbage", "time"));
}

TEST(Proof, ComesToAnEndAndSaysThatItWasTooLong) {
  const auto failed = FailedOf(Proved("steady", 0, {.proof = std::chrono::milliseconds(0)}));
  EXPECT_THAT(NamesOf(failed), ElementsAre("made-up subjects", "garbage"));
  for (const auto& check : failed) EXPECT_THAT(check.detail(), HasSubstr("it takes too long"));
}

TEST(Proof, AsksAboutEveryKindOfSubjectThatARuleNames) {
  const std::vector<std::array<std::string, 2>> wrong{
      {"single_worker", "gave up with status -1"},
      {"divides", kSanitized ? "its worker" : "ended by SIG"}};
  for (const auto& [guest, words] : wrong) {
    const auto failed = FailedOf(Proved(guest));
    const auto check = std::ranges::find(failed, "made-up subjects", &v1::RuleCheck::name);
    ASSERT_NE(check, failed.end()) << guest;
    EXPECT_THAT(check->detail(), HasSubstr(words)) << guest;
  }
}

}  // namespace
}  // namespace caseload::rules
