// SPDX-License-Identifier: Apache-2.0
// The life of a rule: what brings it into force, what takes it out, and that nobody is answered by
// half of one set and half of another.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <thread>

#include "app/rule_office.h"
#include "fakes/desk_world.h"
#include "rules/subjects.h"

namespace caseload::app {
namespace {

using fakes::DeskWorld;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kRecurrence[] = "caseload.recurrence";

struct RuleLives : testing::Test {
  DeskWorld world{"2024-06-03T09:00:00Z"};
  v1::Person child = world.AChild();
  v1::Case first = world.ACase(child.person_id(), "2023-01-10");
  v1::Case again = world.ACase(child.person_id(), "2023-12-05");

  v1::RuleVersion Uploaded(const std::string& rule = "recurrence") {
    auto uploaded = world.Upload(rules::PackageOfTheRelease(rule));
    EXPECT_TRUE(uploaded) << (uploaded ? "" : uploaded.error().message);
    return uploaded ? *uploaded : v1::RuleVersion();
  }
  v1::RuleVersion Validated(const std::string& rule = "recurrence") {
    auto validated = world.Validate(Uploaded(rule));
    EXPECT_TRUE(validated) << (validated ? "" : validated.error().message);
    return validated ? *validated : v1::RuleVersion();
  }
  v1::RuleVersion Read(const v1::RuleVersion& version) {
    v1::GetRuleVersionRequest request;
    request.set_rule_version_id(version.rule_version_id());
    return world.backend->rule_versions().Get(request)->rule_version();
  }
  Result<v1::RuleVersion> ActivateWith(const v1::RuleVersion& version, const std::string& name,
                                       std::int64_t value) {
    v1::ActivateRuleRequest request;
    request.set_rule_version_id(version.rule_version_id());
    request.set_etag(version.etag());
    request.set_because("our practice differs");
    auto& set = *request.add_parameter_values();
    set.set_name(name);
    set.set_value(value);
    auto moved = DeskWorld::Wait<v1::ActivateRuleResponse>([&](Done done) {
      world.backend->rule_life().Activate(world.asking, request, std::move(done));
    });
    if (!moved) return moved.error();
    return moved->rule_version();
  }
  Result<v1::RollBackRuleResponse> RollBack(const std::string& rule_id = kRecurrence) {
    v1::RollBackRuleRequest request;
    request.set_rule_id(rule_id);
    request.set_because("it was better before");
    return DeskWorld::Wait<v1::RollBackRuleResponse>([&](Done done) {
      world.backend->rule_life().RollBack(world.asking, request, std::move(done));
    });
  }
  void RevokeTheKey() {
    v1::RevokeSigningKeyRequest revoke;
    revoke.set_signing_key_id(
        world.backend->rule_versions().ListKeys({})->signing_keys(0).signing_key_id());
    revoke.set_etag("1");
    revoke.set_because("it was lost");
    ASSERT_TRUE(DeskWorld::Wait<v1::RevokeSigningKeyResponse>([&](Done done) {
      world.backend->rule_versions().RevokeKey(world.asking, revoke, std::move(done));
    }));
  }
  v1::RuleSet InForce() { return world.backend->rule_life().GetSet({})->rule_set(); }
  Result<v1::EvaluateCaseResponse> Evaluate() { return Evaluate(again); }
  Result<v1::EvaluateCaseResponse> Evaluate(const v1::Case& record) {
    v1::EvaluateCaseRequest request;
    request.set_case_id(record.case_id());
    return world.backend->rules().Evaluate(request);
  }
  RuleOffice office{world};
  v1::RuleVersion Guest(const std::string& guest) { return office.Validated(guest); }
};

TEST_F(RuleLives, BeginWithNothingInForce) {
  EXPECT_THAT(InForce().members(), IsEmpty());
  EXPECT_THAT(world.backend->rules().List({})->rules(), IsEmpty());
  EXPECT_EQ(Uploaded().stage(), v1::RULE_STAGE_LINTED);
  EXPECT_THAT(Evaluate()->findings(), IsEmpty());
}

TEST_F(RuleLives, ComeIntoForceOnlyAfterTheyWereValidated) {
  const auto uploaded = Uploaded();
  const auto early = world.Activate(uploaded);
  ASSERT_FALSE(early);
  EXPECT_EQ(early.error().reason, v1::ERROR_REASON_RULE_STAGE);
  const auto validated = world.Validate(uploaded);
  ASSERT_TRUE(validated);
  EXPECT_EQ(validated->stage(), v1::RULE_STAGE_VALIDATED);
  EXPECT_TRUE(validated->validated());
  const auto active = world.Activate(*validated);
  ASSERT_TRUE(active) << active.error().message;
  EXPECT_EQ(active->stage(), v1::RULE_STAGE_ACTIVE);
  ASSERT_THAT(InForce().members(), SizeIs(1));
  const auto said = Evaluate();
  ASSERT_TRUE(said) << said.error().message;
  ASSERT_THAT(said->findings(), SizeIs(1));
  EXPECT_EQ(said->findings(0).code(), "RE_REFERRAL");
  EXPECT_EQ(said->rule_set_digest(), InForce().digest());
}

TEST_F(RuleLives, AreNotGoneBackIntoForceByRetiringThem) {
  const auto retired = world.Retire(Uploaded());
  ASSERT_TRUE(retired);
  EXPECT_EQ(world.Activate(*retired).error().reason, v1::ERROR_REASON_RULE_STAGE);
}

TEST_F(RuleLives, TakeWhatAnAuthoritySetsWithinItsRange) {
  const auto validated = Validated();
  const auto& parameter = validated.manifest().parameters(0);
  const auto beyond = ActivateWith(validated, parameter.name(), parameter.most() + 1);
  ASSERT_FALSE(beyond);
  EXPECT_EQ(beyond.error().reason, v1::ERROR_REASON_FIELDS_INVALID);
  EXPECT_EQ(ActivateWith(validated, "unheard_of", 1).error().reason,
            v1::ERROR_REASON_FIELDS_INVALID);
  const auto active = ActivateWith(validated, parameter.name(), parameter.least());
  ASSERT_TRUE(active) << active.error().message;
  EXPECT_EQ(InForce().members(0).values(0), parameter.least());
}

TEST_F(RuleLives, AnswerARepeatedRequestAsAtFirstAndStayAsTheyAre) {
  const auto validated = Validated();
  world.asking = {"worker/1", "activate-once", std::string(32, 'd')};
  const auto active = world.Activate(validated);
  ASSERT_TRUE(active);
  world.asking = {"worker/1", "", ""};
  ASSERT_TRUE(world.Retire(*active));
  world.asking = {"worker/1", "activate-once", std::string(32, 'd')};
  const auto repeated = world.Activate(validated);
  ASSERT_TRUE(repeated) << repeated.error().message;
  EXPECT_EQ(repeated->stage(), v1::RULE_STAGE_ACTIVE);
  EXPECT_THAT(InForce().members(), IsEmpty());
  EXPECT_EQ(Read(*active).stage(), v1::RULE_STAGE_RETIRED);
}

TEST_F(RuleLives, GoBackToTheVersionBefore) {
  office.IsTrusted();
  EXPECT_EQ(RollBack("test.steady").error().reason, v1::ERROR_REASON_RULE_STAGE);
  const auto one = world.Activate(Guest("steady"));
  ASSERT_TRUE(one) << one.error().message;
  const auto with_one = InForce();
  EXPECT_EQ(RollBack("test.steady").error().reason, v1::ERROR_REASON_RULE_STAGE);
  const auto two = world.Activate(Guest("steady_later"));
  ASSERT_TRUE(two) << two.error().message;
  EXPECT_EQ(two->replaced_rule_version_id(), one->rule_version_id());
  EXPECT_EQ(Read(*one).stage(), v1::RULE_STAGE_RETIRED);
  EXPECT_NE(InForce().digest(), with_one.digest());
  const auto back = RollBack("test.steady");
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(back->rule_version().rule_version_id(), one->rule_version_id());
  EXPECT_EQ(back->rule_set().digest(), with_one.digest());
  EXPECT_EQ(InForce().SerializeAsString(), with_one.SerializeAsString());
  EXPECT_EQ(Read(*two).stage(), v1::RULE_STAGE_RETIRED);
  EXPECT_EQ(Read(*two).because(), "it was better before");
}

TEST_F(RuleLives, AreStoppedForGoodWhenTheyFailTooOften) {
  office.IsTrusted();
  const auto active = world.Activate(Guest("poison"));
  ASSERT_TRUE(active) << active.error().message;
  // Three cases: on one of them it may fail as often as somebody looks at it.
  for (const char* referred_on : {"2020-03-05", "2020-03-06", "2020-03-07"}) {
    const auto failed = Evaluate(world.ACase(world.AChild().person_id(), referred_on));
    ASSERT_TRUE(failed);
    ASSERT_THAT(failed->outcomes(), SizeIs(1));
    EXPECT_EQ(failed->outcomes(0).state(), v1::RULE_OUTCOME_STATE_FAILED);
    EXPECT_EQ(failed->outcomes(0).error_reason(), v1::ERROR_REASON_RULE_FAILED);
    EXPECT_NE(failed->outcomes(0).because(), "");
  }
  // The record follows on a thread of its own, one step at a time: this one waits for it.
  while (Read(*active).stage() == v1::RULE_STAGE_ACTIVE) std::this_thread::yield();
  EXPECT_FALSE(world.Retire(v1::RuleVersion()));
  const auto stopped = Read(*active);
  EXPECT_EQ(stopped.stage(), v1::RULE_STAGE_QUARANTINED);
  EXPECT_EQ(stopped.recorded_by(), "caseloadd");
  EXPECT_THAT(stopped.because(), HasSubstr("it failed 3 times in a row"));
  EXPECT_EQ(world.Activate(stopped).error().reason, v1::ERROR_REASON_RULE_STAGE);
  EXPECT_FALSE(stopped.validated());
  EXPECT_THAT(InForce().members(), IsEmpty());
  // Not silence: the list of rules that were asked shows it as refused.
  const auto after = Evaluate();
  ASSERT_TRUE(after);
  ASSERT_THAT(after->rules(), SizeIs(1));
  EXPECT_EQ(after->rules(0).state(), v1::RULE_STATE_REFUSED);
  ASSERT_THAT(after->outcomes(), SizeIs(1));
  EXPECT_EQ(after->outcomes(0).state(), v1::RULE_OUTCOME_STATE_REFUSED);
  EXPECT_THAT(after->outcomes(0).because(), HasSubstr("in quarantine"));
}

TEST_F(RuleLives, DoNotHideWhatOthersSayWhenOneOfThemFails) {
  office.IsTrusted();
  ASSERT_TRUE(world.Activate(Guest("poison")));
  ASSERT_TRUE(world.Activate(Guest("steady")));
  const auto said = Evaluate(world.ACase(world.AChild().person_id(), "2020-03-05"));
  ASSERT_TRUE(said) << said.error().message;
  ASSERT_THAT(said->findings(), SizeIs(1));
  EXPECT_EQ(said->findings(0).rule_id(), "test.steady");
  ASSERT_THAT(said->outcomes(), SizeIs(2));
  EXPECT_EQ(said->outcomes(0).rule_id(), "test.poison");
  EXPECT_EQ(said->outcomes(0).state(), v1::RULE_OUTCOME_STATE_FAILED);
  EXPECT_EQ(said->outcomes(1).state(), v1::RULE_OUTCOME_STATE_EVALUATED);
  EXPECT_EQ(said->outcomes(1).findings(), 1);
}

// Every answer is that of one set: its findings are those of the version that its digest names.
TEST_F(RuleLives, ChangeUnderLoadWithoutAFailedOrAMixedAnswer) {
  office.IsTrusted();
  const auto good = Guest("steady");
  const auto later = Guest("steady_later");
  ASSERT_TRUE(world.Activate(good));
  const std::string with_good = InForce().digest();
  ASSERT_TRUE(world.Activate(later));
  const std::string with_later = InForce().digest();
  std::atomic<bool> done = false;
  std::atomic<int> asked = 0;
  std::atomic<int> wrong = 0;
  const auto ask = [&] {
    while (!done) {
      const auto said = Evaluate();
      const bool one_set =
          said && said->findings_size() == 1 && said->rules_size() == 1 &&
          said->findings(0).rule_version() == said->rules(0).version() &&
          said->rule_set_digest() == (said->rules(0).version() == "1.0.0" ? with_good : with_later);
      if (!one_set) ++wrong;
      ++asked;
    }
  };
  std::thread one(ask);
  std::thread two(ask);
  constexpr int kSwaps = 1000;
  int swapped = 0;
  int swaps = 0;
  for (int i = 0; i < kSwaps || asked < kSwaps; ++i, ++swaps) {
    const bool back = i % 2 == 0;
    const bool ok = back ? RollBack("test.steady").ok() : world.Activate(Read(later)).ok();
    if (ok) ++swapped;
  }
  done = true;
  one.join();
  two.join();
  EXPECT_EQ(swapped, swaps);
  EXPECT_EQ(wrong, 0);
}

TEST_F(RuleLives, AreNotGoneBackIntoForceFromQuarantineByRetiringThem) {
  const auto active = world.Activate(Validated());
  ASSERT_TRUE(active);
  const auto stopped = world.Quarantine(*active);
  ASSERT_TRUE(stopped);
  EXPECT_FALSE(stopped->validated());
  EXPECT_THAT(world.backend->rules().List({})->rules(), SizeIs(1));
  const auto retired = world.Retire(*stopped);
  ASSERT_TRUE(retired);
  EXPECT_THAT(world.backend->rules().List({})->rules(), IsEmpty());
  EXPECT_EQ(world.Activate(*retired).error().reason, v1::ERROR_REASON_RULE_STAGE);
  const auto anew = world.Validate(*retired);
  ASSERT_TRUE(anew);
  EXPECT_TRUE(world.Activate(*anew));
}

TEST_F(RuleLives, TakeNoFurtherStepWhenTheirKeyWasRevoked) {
  office.IsTrusted();
  const auto version = Guest("steady");
  RevokeTheKey();
  EXPECT_EQ(world.Activate(version).error().reason, v1::ERROR_REASON_RULE_SIGNATURE_INVALID);
  EXPECT_EQ(world.Validate(version).error().reason, v1::ERROR_REASON_RULE_SIGNATURE_INVALID);
}

// Who stole the key signed what was there before as well.
TEST_F(RuleLives, DoNotGoBackToAVersionWhoseKeyWasRevoked) {
  office.IsTrusted();
  ASSERT_TRUE(world.Activate(Guest("steady")));
  ASSERT_TRUE(world.Activate(Guest("steady_later")));
  RevokeTheKey();
  const auto with_later = InForce();
  EXPECT_EQ(RollBack("test.steady").error().reason, v1::ERROR_REASON_RULE_SIGNATURE_INVALID);
  EXPECT_EQ(InForce().digest(), with_later.digest());
}

// That is when the way back is needed most.
TEST_F(RuleLives, GoBackFromAVersionThatWasStopped) {
  office.IsTrusted();
  const auto one = world.Activate(Guest("steady"));
  ASSERT_TRUE(one);
  const auto with_one = InForce();
  const auto two = world.Activate(Guest("steady_later"));
  ASSERT_TRUE(two);
  ASSERT_TRUE(world.Quarantine(*two));
  EXPECT_THAT(InForce().members(), IsEmpty());
  const auto back = RollBack("test.steady");
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(InForce().digest(), with_one.digest());
  EXPECT_EQ(Read(*two).stage(), v1::RULE_STAGE_QUARANTINED);
  const auto listed = world.backend->rules().List({})->rules();
  ASSERT_THAT(listed, SizeIs(1));
  EXPECT_EQ(listed[0].state(), v1::RULE_STATE_ACTIVE);
}

TEST_F(RuleLives, TakeOtherValuesWhileTheyAreInForceAndGiveThemBack) {
  const auto validated = Validated();
  const auto& parameter = validated.manifest().parameters(0);
  const auto active = world.Activate(validated);
  ASSERT_TRUE(active);
  const auto before = InForce();
  EXPECT_EQ(world.Activate(*active).error().reason, v1::ERROR_REASON_RULE_STAGE);
  const auto other = ActivateWith(*active, parameter.name(), parameter.least());
  ASSERT_TRUE(other) << other.error().message;
  EXPECT_EQ(other->stage(), v1::RULE_STAGE_ACTIVE);
  EXPECT_EQ(InForce().members(0).values(0), parameter.least());
  const auto back = RollBack();
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(InForce().digest(), before.digest());
  EXPECT_THAT(back->rule_version().parameter_values(), IsEmpty());
  EXPECT_EQ(RollBack().error().reason, v1::ERROR_REASON_RULE_STAGE);
}

// A report of nothing would look as if it added nothing to read.
TEST_F(RuleLives, AreNotShadowedWhenTheyAreNotAboutCases) {
  v1::ShadowRuleRequest request;
  const auto version = Validated("worker-load");
  request.set_rule_version_id(version.rule_version_id());
  request.set_etag(version.etag());
  request.set_because("to see what it would say");
  const auto refused = DeskWorld::Wait<v1::ShadowRuleResponse>([&](Done done) {
    world.backend->rule_life().Shadow(world.asking, request, std::move(done));
  });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, v1::ERROR_REASON_RULE_UNAVAILABLE);
}

// What a rule would do wrong to a real child it does to a made-up one first.
TEST_F(RuleLives, AreHeldToTheirVignettesAndToThemselves) {
  const auto checks = Validated().checks();
  std::vector<std::string> names;
  for (const auto& check : checks) {
    EXPECT_TRUE(check.passed()) << check.name() << ": " << check.detail();
    names.push_back(check.name());
  }
  EXPECT_THAT(names,
              ::testing::ElementsAre("signature", "library", "start", "made-up subjects", "garbage",
                                     "time", "vignettes", "memory", "repeatable", "batch sizes",
                                     "unset memory", "surroundings", "values", "looks again"));
}

TEST_F(RuleLives, AreNotValidatedWhenTheyFailACheck) {
  office.IsTrusted();
  const std::vector<std::array<std::string, 3>> wrong{
      {"good", "made-up subjects", "said more of one case than a rule may"},
      {"loops", "made-up subjects", "failed"},
      {"keeps_count", "repeatable", "something else"},
      {"forgets_to_look", "looks again", "on no day"},
      {"names_late", "looks again", "to be looked at again on 2024-04-11, and on 2024-04-10"}};
  for (const auto& [guest, check, words] : wrong) {
    const auto version = Guest(guest);
    EXPECT_FALSE(version.validated()) << guest;
    EXPECT_EQ(version.stage(), v1::RULE_STAGE_LINTED) << guest;
    const auto failed = std::ranges::find(version.checks(), check, &v1::RuleCheck::name);
    ASSERT_NE(failed, version.checks().end()) << guest;
    EXPECT_FALSE(failed->passed()) << guest;
    EXPECT_EQ(failed->error_reason(), v1::ERROR_REASON_RULE_FAILED) << guest;
    EXPECT_THAT(failed->detail(), HasSubstr(words)) << guest;
  }
}

TEST_F(RuleLives, AreNotValidatedWhenTheyDoNotSayWhatTheirVignettePromises) {
  office.IsTrusted();
  const auto uploaded = world.Upload(
      office.PackageOf(CASELOAD_GUESTS "/steady/guest_steady.so",
                       "Vignette: made up\nChild: born 2015-05-01\nCase this: referred 2024-01-01\n"
                       "Asked: about this, as of 2024-02-01\nFinds: nothing\n"));
  ASSERT_TRUE(uploaded) << uploaded.error().message;
  const auto version = world.Validate(*uploaded);
  ASSERT_TRUE(version) << version.error().message;
  EXPECT_FALSE(version->validated());
  const auto failed = std::ranges::find(version->checks(), "vignettes", &v1::RuleCheck::name);
  ASSERT_NE(failed, version->checks().end());
  EXPECT_EQ(failed->error_reason(), v1::ERROR_REASON_RULE_VIGNETTE_BROKEN);
}

}  // namespace
}  // namespace caseload::app
