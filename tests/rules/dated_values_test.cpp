// SPDX-License-Identifier: Apache-2.0
// A rule whose parameters change on a day: in one worker, asked about many days at once.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/author/packing_up.h"
#include "rules/guests.h"
#include "rules/package.h"

namespace caseload::rules {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Eq;
using ::testing::HasSubstr;

// The guest says what it is set to: 7, unless something else is set.
struct DatedValuesOfARule : testing::Test {
  std::shared_ptr<const RuleSet> With(const RuleSettings& settings) {
    auto manifest = DescribeLibrary(library, CASELOAD_RULE_WORKER);
    EXPECT_TRUE(manifest);
    RuleMember member{"good", *manifest, settings};
    member.library = [this]() -> Result<std::string> { return library; };
    return book.Prepare({&member, 1});
  }
  static RuleSettings ThreeValues() {
    return {{"set", {{Day("2020-01-01"), 20}, {Day("2024-03-02"), 30}}}};
  }
  const std::string library = BytesOf(GuestFile("good"));
  const RuleBook book{CASELOAD_RULE_WORKER, {SampleNumbers(), {}}, kPatient};
};

TEST_F(DatedValuesOfARule, AreThoseOfTheDayThatIsAskedAbout) {
  const auto set = With(ThreeValues());
  std::vector<SubjectFacts> subjects;
  for (const char* day : {"2024-03-02", "2019-12-31", "2024-03-01", "2030-01-01", "2020-01-01"}) {
    subjects.push_back(ManySubjects(1, "2019-01-01").front());
    subjects.back().rows.as_of = Day(day).days;
  }
  const auto answers = set->Ask("test.good", subjects);
  ASSERT_TRUE(answers) << answers.error().message;
  std::vector<std::int64_t> said;
  std::vector<std::string> again;
  for (const auto& answer : *answers) {
    ASSERT_TRUE(answer) << answer.error().message;
    said.push_back(answer->findings.at(0).threshold());
    again.push_back(answer->look_again_on ? FormatDate(*answer->look_again_on) : "");
  }
  EXPECT_THAT(said, ElementsAre(30, 7, 20, 30, 20));
  EXPECT_THAT(again, ElementsAre("", "2020-01-01", "2024-03-02", "", "2024-03-02"));
}

TEST_F(DatedValuesOfARule, AreAskedForOneAfterTheOtherInTheSameWorker) {
  const auto set = With(ThreeValues());
  for (int time = 0; time < 6; ++time) {
    auto subjects = ManySubjects(3, "2019-01-01");
    for (auto& one : subjects)
      one.rows.as_of = Day(time % 2 == 0 ? "2021-01-01" : "2025-01-01").days;
    const auto all = set->AskEach(subjects);
    ASSERT_TRUE(all) << all.error().message;
    std::vector<std::int64_t> of;
    for (const auto& answer : all->front().answers) {
      ASSERT_TRUE(answer) << answer.error().message;
      of.push_back(answer->findings.at(0).threshold());
    }
    EXPECT_THAT(of, Each(Eq(time % 2 == 0 ? 20 : 30)));
  }
  EXPECT_EQ(set->List()[0].state(), v1::RULE_STATE_ACTIVE);
}

TEST_F(DatedValuesOfARule, MakeAnotherSet) {
  const auto undated = With({{"set", {{kAlways, 20}}}});
  const auto dated = With(ThreeValues());
  EXPECT_NE(undated->digest(), dated->digest());
  const auto& member = dated->Describe().members(0);
  EXPECT_THAT(member.values(), ElementsAre(7));
  ASSERT_EQ(member.later_values_size(), 2);
  EXPECT_EQ(member.later_values(1).from_on(), "2024-03-02");
  EXPECT_THAT(member.later_values(1).values(), ElementsAre(30));
}

// The manifest lies outside of the library: what guidance changed needs no other code.
TEST_F(DatedValuesOfARule, ComeWithThePackage) {
  PackingList list{GuestFile("good"), {}, "MIT", "A test", "2027-03-31"};
  list.dated_values = {"set=9@2022-01-01 A made-up circular", "set=11@2023-01-01 Another"};
  const auto bytes = PackUp(list, CASELOAD_RULE_WORKER);
  ASSERT_TRUE(bytes) << bytes.error().message;
  const auto package = ReadPackage(*bytes);
  ASSERT_TRUE(package) << package.error().message;
  EXPECT_EQ(package->manifest.parameters(0).dated_values(0).reference(), "A made-up circular");
  RuleMember member{"good", package->manifest};
  member.library = [this]() -> Result<std::string> { return library; };
  const auto set = book.Prepare({&member, 1});
  ASSERT_EQ(set->List()[0].refused_because(), "");
  const auto& kept = set->Describe().members(0);
  ASSERT_EQ(kept.later_values_size(), 2);
  EXPECT_THAT(kept.later_values(0).values(), ElementsAre(9));
  for (const char* wrong : {"set=9@2022-01-01", "set=9 no day", "other=9@2022-01-01 A circular",
                            "set=1000@2022-01-01 Out of range", "set=x@2022-01-01 No number"}) {
    list.dated_values = {wrong};
    const auto refused = PackUp(list, CASELOAD_RULE_WORKER);
    ASSERT_FALSE(refused) << wrong;
  }
  list.dated_values = {"set=9@2023-01-01 Later", "set=8@2022-01-01 Earlier"};
  const auto backwards = PackUp(list, CASELOAD_RULE_WORKER);
  ASSERT_FALSE(backwards);
  EXPECT_THAT(backwards.error().message, HasSubstr("does not change on one day after another"));
}

}  // namespace
}  // namespace caseload::rules
