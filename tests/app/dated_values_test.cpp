// SPDX-License-Identifier: Apache-2.0
// Values of a rule's parameters that hold from a day on: each day is judged by its own.
#include <gmock/gmock.h>

#include "app/decided_world.h"
#include "fakes/back_test_ear.h"
#include "rules/release_packages.h"

namespace caseload::app {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr char kMonths[] = "referral_months";

// A child who was referred again after eleven months; on 10 June 2024 the authority stops counting
// those of more than six.
struct DatedValues : DecidedWorld {
  template <class Values>
  static void Set(Values& values, std::int64_t value, const std::string& from_on = "") {
    auto& set = *values.add_parameter_values();
    set.set_name(kMonths);
    set.set_value(value);
    set.set_from_on(from_on);
    set.set_reference("A made-up practice meeting");
  }
  template <class Values>
  static void SetSix(Values& values) {
    Set(values, 12);
    Set(values, 6, "2024-06-10");
  }
  v1::RuleVersion Validated() {
    auto version = world.Upload(rules::PackageOfTheRelease("recurrence"));
    if (version) version = world.Validate(*version);
    EXPECT_TRUE(version) << (version ? "" : version.error().message);
    return version ? *version : v1::RuleVersion();
  }
  Result<v1::ActivateRuleResponse> Activate(v1::ActivateRuleRequest request) {
    const auto version = Validated();
    request.set_rule_version_id(version.rule_version_id());
    request.set_etag(version.etag());
    request.set_because("agreed in a practice meeting");
    return fakes::DeskWorld::Wait<v1::ActivateRuleResponse>([&](Done done) {
      world.backend->rule_life().Activate(world.asking, request, std::move(done));
    });
  }
  v1::Case first = world.ACase(child.person_id(), "2023-01-10");
  v1::Case again = world.ACase(child.person_id(), "2023-12-05");
};

TEST_F(DatedValues, AreOfTheSetAndOfTheVersionWithWhatTheyRestOn) {
  v1::ActivateRuleRequest request;
  SetSix(request);
  const auto active = Activate(request);
  ASSERT_TRUE(active) << active.error().message;
  const auto& member = active->rule_set().members(0);
  EXPECT_THAT(member.values(), ElementsAre(12, 24));
  ASSERT_THAT(member.later_values(), SizeIs(1));
  EXPECT_EQ(member.later_values(0).from_on(), "2024-06-10");
  EXPECT_THAT(member.later_values(0).values(), ElementsAre(6, 24));
  EXPECT_EQ(active->rule_version().parameter_values(1).reference(), "A made-up practice meeting");
}

TEST_F(DatedValues, ChangeWhatIsSaidOnTheirDayAndReplayAsTheyWere) {
  v1::ActivateRuleRequest request;
  SetSix(request);
  ASSERT_TRUE(Activate(request));
  const auto eleven = About(again);
  ASSERT_THAT(eleven, SizeIs(1));
  EXPECT_EQ(eleven[0].finding().code(), "RE_REFERRAL");
  const auto before = Decision(again);
  EXPECT_EQ(before.look_again_on(), "2024-06-10");
  world.clock.Set("2024-06-10T09:00:00Z");
  // Nobody knows what was before the history is complete.
  const auto six = About(again);
  ASSERT_THAT(six, SizeIs(1));
  EXPECT_EQ(six[0].finding().code(), "RE_REFERRAL_UNKNOWN");
  EXPECT_EQ(six[0].finding().threshold(), 6);
  const auto after = Decision(again);
  EXPECT_EQ(after.rule_set_digest(), before.rule_set_digest());
  EXPECT_TRUE(after.look_again_on().empty()) << after.look_again_on();
  for (const auto& decision : {before, after}) {
    v1::ReplayDecisionRequest replay;
    replay.set_rule_decision_id(decision.rule_decision_id());
    replay.set_etag(decision.etag());
    const auto replayed = world.backend->replay().One(replay);
    ASSERT_TRUE(replayed) << replayed.error().message;
    EXPECT_EQ(replayed->verdict(), v1::REPLAY_VERDICT_SAME);
  }
}

// The values are part of what a decision rests on: a set without them is another one.
TEST_F(DatedValues, AreNotForgottenByAReplayThatRebuildsTheSet) {
  v1::ActivateRuleRequest request;
  SetSix(request);
  const auto active = Activate(request);
  ASSERT_TRUE(active);
  const auto decision = Decision(again);
  ASSERT_TRUE(world.Retire(active->rule_version()));
  CatchUp();
  v1::ReplayDecisionRequest replay;
  replay.set_rule_decision_id(decision.rule_decision_id());
  replay.set_etag(decision.etag());
  const auto replayed = world.backend->replay().One(replay);
  ASSERT_TRUE(replayed) << replayed.error().message;
  EXPECT_EQ(replayed->verdict(), v1::REPLAY_VERDICT_SAME);
}

// To put right what a value rests on changes nothing that could be taken back.
TEST_F(DatedValues, AreGivenBackThoughTheirReferenceWasPutRight) {
  v1::ActivateRuleRequest twelve;
  Set(twelve, 12);
  const auto before = Activate(twelve);
  ASSERT_TRUE(before);
  const auto again_with = [&](const v1::RuleVersion& version, v1::ActivateRuleRequest request) {
    request.set_rule_version_id(version.rule_version_id());
    request.set_etag(version.etag());
    request.set_because("agreed in a practice meeting");
    return fakes::DeskWorld::Wait<v1::ActivateRuleResponse>([&](Done done) {
      world.backend->rule_life().Activate(world.asking, request, std::move(done));
    });
  };
  v1::ActivateRuleRequest six;
  SetSix(six);
  const auto second = again_with(before->rule_version(), six);
  ASSERT_TRUE(second) << second.error().message;
  six.mutable_parameter_values(1)->set_reference("Another made-up meeting");
  const auto third = again_with(second->rule_version(), six);
  ASSERT_TRUE(third) << third.error().message;
  EXPECT_EQ(third->rule_set().digest(), second->rule_set().digest());
  v1::RollBackRuleRequest back;
  back.set_rule_id("caseload.recurrence");
  back.set_because("too few prompts");
  const auto back_again = fakes::DeskWorld::Wait<v1::RollBackRuleResponse>(
      [&](Done done) { world.backend->rule_life().RollBack(world.asking, back, std::move(done)); });
  ASSERT_TRUE(back_again) << back_again.error().message;
  EXPECT_EQ(back_again->rule_set().digest(), before->rule_set().digest());
}

TEST_F(DatedValues, AreTheOnesOfEachDayOfABackTest) {
  v1::BackTestRuleRequest request;
  request.mutable_first()->set_rule_version_id(Validated().rule_version_id());
  *request.mutable_second() = request.first();
  Set(*request.mutable_first(), 12);
  Set(*request.mutable_first(), 6, "2024-03-01");
  Set(*request.mutable_second(), 12);
  request.set_from_on("2024-01-31");
  request.set_until_on("2024-04-30");
  request.set_step(v1::BACK_TEST_STEP_MONTH_ENDS);
  request.set_knowledge(v1::BACK_TEST_KNOWLEDGE_NOW);
  const auto run = fakes::BackTestToTheEnd(world.backend->back_tests(), request);
  ASSERT_TRUE(run) << run.error().message;
  const auto said = [&](int side) {
    std::uint64_t days = 0;
    for (const auto& code : run->report().sides(side).codes())
      days += code.code() == "RE_REFERRAL" ? code.findings() : 0;
    return days;
  };
  EXPECT_EQ(said(0), 2u);
  EXPECT_EQ(said(1), 4u);
}

TEST_F(DatedValues, AreRefusedWithAllThatIsWrongWithThem) {
  const auto why = [&](const v1::ActivateRuleRequest& request) {
    const auto refused = Activate(request);
    if (refused) return std::string();
    EXPECT_EQ(refused.error().reason, v1::ERROR_REASON_FIELDS_INVALID);
    std::string fields;
    for (const auto& field : refused.error().fields)
      fields += field.field + " " + field.what + "\n";
    return fields;
  };
  v1::ActivateRuleRequest request;
  Set(request, 6, "2024-02-30");
  Set(request, 7, "2024-03-01");
  Set(request, 8, "2024-03-01");
  Set(request, 1'000, "2024-04-01");
  request.mutable_parameter_values(1)->set_reference("two\nlines");
  const auto wrong = why(request);
  EXPECT_THAT(wrong, HasSubstr("from_on is no day"));
  EXPECT_THAT(wrong, HasSubstr("twice from the same day on"));
  EXPECT_THAT(wrong, HasSubstr("must lie between 1 and 60"));
  EXPECT_THAT(wrong, HasSubstr("not one printable line"));
  v1::ActivateRuleRequest many;
  for (int day = 0; day < 33; ++day)
    Set(many, 6 + day % 2, FormatDate(*ParseDate("2024-03-01") + day));
  EXPECT_THAT(why(many), HasSubstr("more than 32 days"));
}

}  // namespace
}  // namespace caseload::app
