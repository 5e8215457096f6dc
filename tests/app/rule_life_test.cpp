// SPDX-License-Identifier: Apache-2.0
// The life of a rule: what brings it into force, what takes it out, and that nobody is answered by
// half of one set and half of another.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <thread>

#include "base/private_key.h"
#include "fakes/desk_world.h"
#include "rules/author/packing_up.h"
#include "rules/guest_vignettes.h"
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
  v1::RuleSet InForce() { return world.backend->rule_life().GetSet({})->rule_set(); }
  Result<v1::EvaluateCaseResponse> Evaluate() { return Evaluate(again); }
  Result<v1::EvaluateCaseResponse> Evaluate(const v1::Case& record) {
    v1::EvaluateCaseRequest request;
    request.set_case_id(record.case_id());
    return world.backend->rules().Evaluate(request);
  }
  // A guest as it comes into force; steady_later is another version of steady.
  v1::RuleVersion Guest(const std::string& guest) {
    const std::string file = "/guest_" + guest + ".so";
    const rules::Folder folder;
    folder.Write("made_up.vignette.txt", rules::VignetteOf(guest));
    const auto package = rules::PackUp({CASELOAD_GUESTS "/" + guest + file,
                                        {folder.path()},
                                        "Apache-2.0",
                                        "The rules office of a made-up authority",
                                        "2027-03-31"},
                                       CASELOAD_RULE_WORKER);
    EXPECT_TRUE(package) << (package ? "" : package.error().message);
    auto version = world.Upload(*rules::SignPackage(*package, office));
    EXPECT_TRUE(version) << (version ? "" : version.error().message);
    version = world.Validate(*version);
    EXPECT_TRUE(version) << (version ? "" : version.error().message);
    return *version;
  }
  void TrustTheOffice() {
    v1::AddSigningKeyRequest request;
    request.mutable_signing_key()->set_public_key(office.public_key());
    request.mutable_signing_key()->set_holder("The rules office");
    request.set_because("it writes our rules");
    ASSERT_TRUE(DeskWorld::Wait<v1::AddSigningKeyResponse>([&](Done done) {
      world.backend->rule_versions().AddKey(world.asking, request, std::move(done));
    }));
  }
  const PrivateKey office = *PrivateKey::New();
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
  TrustTheOffice();
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
  TrustTheOffice();
  const auto active = world.Activate(Guest("poison"));
  ASSERT_TRUE(active) << active.error().message;
  const auto unbearable = world.ACase(world.AChild().person_id(), "2020-03-05");
  for (int time = 1; time <= 3; ++time) {
    const auto failed = Evaluate(unbearable);
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().reason, v1::ERROR_REASON_RULE_FAILED);
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
}

// Every answer is that of one set: its findings are those of the version that its digest names.
TEST_F(RuleLives, ChangeUnderLoadWithoutAFailedOrAMixedAnswer) {
  TrustTheOffice();
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
  TrustTheOffice();
  const auto version = Guest("steady");
  v1::RevokeSigningKeyRequest revoke;
  revoke.set_signing_key_id(
      world.backend->rule_versions().ListKeys({})->signing_keys(0).signing_key_id());
  revoke.set_etag("1");
  revoke.set_because("it was lost");
  ASSERT_TRUE(DeskWorld::Wait<v1::RevokeSigningKeyResponse>([&](Done done) {
    world.backend->rule_versions().RevokeKey(world.asking, revoke, std::move(done));
  }));
  EXPECT_EQ(world.Activate(version).error().reason, v1::ERROR_REASON_RULE_SIGNATURE_INVALID);
  EXPECT_EQ(world.Validate(version).error().reason, v1::ERROR_REASON_RULE_SIGNATURE_INVALID);
}

// What a rule would do wrong to a real child it does to a made-up one first.
TEST_F(RuleLives, AreHeldToTheirVignettesAndToThemselves) {
  const auto checks = Validated().checks();
  std::vector<std::string> names;
  for (const auto& check : checks) {
    EXPECT_TRUE(check.passed()) << check.name() << ": " << check.detail();
    names.push_back(check.name());
  }
  EXPECT_THAT(names, ::testing::ElementsAre("signature", "library", "start", "vignettes",
                                            "made-up subjects", "garbage", "repeatable"));
}

TEST_F(RuleLives, AreNotValidatedWhenTheyFailACheck) {
  TrustTheOffice();
  const std::vector<std::array<std::string, 3>> wrong{
      {"good", "vignettes", "it must find"},
      {"loops", "vignettes", "failed"},
      {"keeps_count", "repeatable", "something else"}};
  for (const auto& [guest, check, words] : wrong) {
    const auto version = Guest(guest);
    EXPECT_FALSE(version.validated()) << guest;
    EXPECT_EQ(version.stage(), v1::RULE_STAGE_LINTED) << guest;
    const auto failed = std::ranges::find(version.checks(), check, &v1::RuleCheck::name);
    ASSERT_NE(failed, version.checks().end()) << guest;
    EXPECT_FALSE(failed->passed()) << guest;
    EXPECT_THAT(failed->detail(), HasSubstr(words)) << guest;
  }
}

}  // namespace
}  // namespace caseload::app
