// SPDX-License-Identifier: Apache-2.0
// Stories that guard the rules: a set that would break one does not come into force, and what was
// in force stays.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/rule_office.h"

namespace caseload::app {
namespace {

using fakes::DeskWorld;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

// Referred again eight months after the closure of the case before.
std::string ReferredAgain(const std::string& promise, const std::string& settings = "") {
  return "Vignette: Referred again\n" + settings +
         "Child: born 2018-06-01\nHistory: complete from 2015-01-01\n"
         "Case first: referred 2023-01-10, closed 2023-04-01\nCase this: referred 2023-12-05\n"
         "Asked: about this, on every day\n" +
         promise + "\n";
}
const std::string kMustSpeak = "Must speak: recurrence RE_REFERRAL, by 2023-12-05";

struct StoriesThatGuard : testing::Test {
  Result<v1::AddCaseVignetteResponse> Add(const std::string& text,
                                          const std::string& name = "referred-again") {
    v1::AddCaseVignetteRequest request;
    request.mutable_case_vignette()->set_name(name);
    request.mutable_case_vignette()->set_text(text);
    request.set_because("a review found it");
    return DeskWorld::Wait<v1::AddCaseVignetteResponse>([&](Done done) {
      world.backend->case_vignettes().Add(world.asking, request, std::move(done));
    });
  }
  Result<v1::WithdrawCaseVignetteResponse> Withdraw(const v1::CaseVignette& vignette) {
    v1::WithdrawCaseVignetteRequest request;
    request.set_case_vignette_id(vignette.case_vignette_id());
    request.set_etag(vignette.etag());
    request.set_because("told better elsewhere");
    return DeskWorld::Wait<v1::WithdrawCaseVignetteResponse>([&](Done done) {
      world.backend->case_vignettes().Withdraw(world.asking, request, std::move(done));
    });
  }
  v1::RuleVersion Validated(const std::string& package) {
    auto version = world.Upload(package);
    if (version) version = world.Validate(*version);
    EXPECT_TRUE(version) << (version ? "" : version.error().message);
    return version ? *version : v1::RuleVersion();
  }
  v1::RuleVersion OfTheRelease(const std::string& rule = "recurrence") {
    return Validated(rules::PackageOfTheRelease(rule));
  }
  // From the day on, and twelve before.
  Result<v1::RuleVersion> ActivateWith(v1::RuleVersion version, int referral_months,
                                       const std::string& from_on = "") {
    v1::ActivateRuleRequest request;
    request.set_rule_version_id(version.rule_version_id());
    request.set_etag(version.etag());
    request.set_because("our practice differs");
    auto& set = *request.add_parameter_values();
    set.set_name("referral_months");
    set.set_value(referral_months);
    set.set_from_on(from_on);
    auto moved = DeskWorld::Wait<v1::ActivateRuleResponse>([&](Done done) {
      world.backend->rule_life().Activate(world.asking, request, std::move(done));
    });
    if (!moved) return moved.error();
    return moved->rule_version();
  }
  template <class Request, class Response>
  Result<Response> TakeOut(const v1::RuleVersion& version,
                           void (RuleLife::*verb)(const Asking&, const Request&, Done)) {
    Request request;
    request.set_rule_version_id(version.rule_version_id());
    request.set_etag(version.etag());
    request.set_because("it does harm");
    return DeskWorld::Wait<Response>([&](Done done) {
      (world.backend->rule_life().*verb)(world.asking, request, std::move(done));
    });
  }
  v1::RuleSet InForce() { return world.backend->rule_life().GetSet({})->rule_set(); }

  DeskWorld world{"2024-06-03T09:00:00Z"};
  RuleOffice office{world};
};

TEST_F(StoriesThatGuard, KeepARuleOutThatWouldNotSpeakInTime) {
  const auto validated = OfTheRelease();
  const auto added = Add(ReferredAgain(kMustSpeak));
  ASSERT_TRUE(added) << added.error().message;
  EXPECT_THAT(added->broken_promises(), IsEmpty());
  ASSERT_THAT(added->open_promises(), SizeIs(1));
  const auto refused = ActivateWith(validated, 6);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, v1::ERROR_REASON_RULE_VIGNETTE_BROKEN);
  EXPECT_THAT(refused.error().message,
              HasSubstr("referred-again: recurrence RE_REFERRAL must be said by 2023-12-05, and is "
                        "said on no day"));
  EXPECT_THAT(InForce().members(), IsEmpty());
  const auto active = world.Activate(validated);
  ASSERT_TRUE(active) << active.error().message;
  EXPECT_THAT(InForce().members(), SizeIs(1));
}

// A story of 2023 is about the children of the day on which the value changes as well.
TEST_F(StoriesThatGuard, BindTheValuesOfTheDaysToCome) {
  const auto validated = OfTheRelease();
  ASSERT_TRUE(Add(ReferredAgain(kMustSpeak)));
  for (const char* from : {"2024-01-01", "2024-06-03", "2026-04-01"}) {
    const auto refused = ActivateWith(validated, 6, from);
    ASSERT_FALSE(refused) << from;
    EXPECT_EQ(refused.error().reason, v1::ERROR_REASON_RULE_VIGNETTE_BROKEN) << from;
  }
  const auto active = ActivateWith(validated, 24, "2026-04-01");
  ASSERT_TRUE(active) << active.error().message;
  const auto added =
      Add(ReferredAgain("Must not speak: recurrence RE_REFERRAL, before 2025-12-05"), "later");
  ASSERT_TRUE(added) << added.error().message;
  EXPECT_THAT(added->broken_promises(), SizeIs(1));
}

// A promise that a slip of the pen made impossible to break would guard nothing.
TEST_F(StoriesThatGuard, MayNotForbidWhatTheRuleHasNoWordFor) {
  const auto validated = OfTheRelease();
  ASSERT_TRUE(Add(ReferredAgain("Must not speak: recurrence RE_REFERAL, before 2023-12-05")));
  const auto refused = world.Activate(validated);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, v1::ERROR_REASON_RULE_VIGNETTE_BROKEN);
  EXPECT_THAT(refused.error().message,
              HasSubstr("recurrence RE_REFERAL is no finding of the rule"));
}

TEST_F(StoriesThatGuard, LeaveInForceWhatWas) {
  office.IsTrusted();
  ASSERT_TRUE(world.Activate(OfTheRelease()));
  const std::string before = InForce().digest();
  // The story of another rule: the set as a whole is held to all of them.
  ASSERT_TRUE(Add(ReferredAgain("Must not speak: test.steady OPEN, before 2024-01-01")));
  const auto refused = world.Activate(Validated(office.PackageOfGuest("steady")));
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("and is said first on 2023-12-05"));
  EXPECT_EQ(InForce().digest(), before);
}

TEST_F(StoriesThatGuard, HoldBackARollbackAsWell) {
  office.IsTrusted();
  ASSERT_TRUE(world.Activate(Validated(office.PackageOfGuest("steady"))));
  ASSERT_TRUE(world.Activate(Validated(office.PackageOfGuest("steady_later"))));
  const std::string before = InForce().digest();
  const auto added = Add(ReferredAgain("Must not speak: steady OPEN, before 2024-01-01"));
  ASSERT_THAT(added->broken_promises(), SizeIs(1));
  v1::RollBackRuleRequest back;
  back.set_rule_id("test.steady");
  back.set_because("it was better before");
  const auto roll_back = [&] {
    return DeskWorld::Wait<v1::RollBackRuleResponse>([&](Done done) {
      world.backend->rule_life().RollBack(world.asking, back, std::move(done));
    });
  };
  const auto refused = roll_back();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, v1::ERROR_REASON_RULE_VIGNETTE_BROKEN);
  EXPECT_EQ(InForce().digest(), before);
  ASSERT_TRUE(Withdraw(added->case_vignette()));
  EXPECT_TRUE(roll_back());
}

TEST_F(StoriesThatGuard, HoldNobodyBackOnceTheyAreWithdrawn) {
  const auto validated = OfTheRelease();
  const auto added = Add(ReferredAgain(kMustSpeak));
  ASSERT_FALSE(ActivateWith(validated, 6));
  const auto withdrawn = Withdraw(added->case_vignette());
  ASSERT_TRUE(withdrawn) << withdrawn.error().message;
  EXPECT_EQ(withdrawn->case_vignette().withdrawn_because(), "told better elsewhere");
  EXPECT_TRUE(ActivateWith(validated, 6));
  EXPECT_EQ(Withdraw(withdrawn->case_vignette()).error().reason, v1::ERROR_REASON_RULE_STAGE);
}

TEST_F(StoriesThatGuard, NeverKeepARuleInForceAndSayWhatNobodyKeepsThen) {
  ASSERT_TRUE(Add(ReferredAgain(kMustSpeak)));
  const auto active = world.Activate(OfTheRelease());
  ASSERT_TRUE(active) << active.error().message;
  const auto stopped = TakeOut<v1::QuarantineRuleRequest, v1::QuarantineRuleResponse>(
      *active, &RuleLife::Quarantine);
  ASSERT_TRUE(stopped) << stopped.error().message;
  ASSERT_THAT(stopped->open_promises(), SizeIs(1));
  EXPECT_EQ(stopped->open_promises(0).vignette(), "referred-again");
  EXPECT_EQ(stopped->open_promises(0).code(), "RE_REFERRAL");
  EXPECT_THAT(InForce().members(), IsEmpty());
  const auto retired = TakeOut<v1::RetireRuleRequest, v1::RetireRuleResponse>(
      stopped->rule_version(), &RuleLife::Retire);
  ASSERT_TRUE(retired) << retired.error().message;
  EXPECT_THAT(retired->open_promises(), IsEmpty());  // it was not in force any more
}

TEST_F(StoriesThatGuard, BindAValueOnlyWhereTheyNameNone) {
  office.IsTrusted();
  const std::string library = CASELOAD_RULES_DIR "/recurrence.so";
  const auto bound = Validated(office.PackageOf(library, ReferredAgain(kMustSpeak)));
  const auto refused = ActivateWith(bound, 6);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, v1::ERROR_REASON_RULE_VIGNETTE_BROKEN);
  EXPECT_THAT(refused.error().message, HasSubstr("made_up.vignette.txt"));
  EXPECT_TRUE(ActivateWith(bound, 18));
}

TEST_F(StoriesThatGuard, DoNotBindAValueWhereTheyNameTheirOwn) {
  office.IsTrusted();
  const std::string library = CASELOAD_RULES_DIR "/recurrence.so";
  const auto free = Validated(office.PackageOf(
      library, ReferredAgain(kMustSpeak, "Settings: {\"referral_months\": 12}\n")));
  EXPECT_TRUE(ActivateWith(free, 6));
}

TEST_F(StoriesThatGuard, AreRefusedWithTheLineAndWithoutItsText) {
  const auto wrong = Add("Vignette: one\nCase this: refered 2024-01-01 by Alder\n");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().reason, v1::ERROR_REASON_FIELDS_INVALID);
  ASSERT_THAT(wrong.error().fields, SizeIs(1));
  EXPECT_EQ(wrong.error().fields[0].field, "case_vignette.text");
  EXPECT_EQ(wrong.error().fields[0].what, "line 2 is not understood");
  EXPECT_THAT(wrong.error().message, Not(HasSubstr("Alder")));
}

TEST_F(StoriesThatGuard, AreRefusedWhereNothingCanBeHeldAgainstThem) {
  const auto reason = [&](const std::string& text) {
    const auto added = Add(text);
    EXPECT_FALSE(added);
    return added ? "" : added.error().message;
  };
  EXPECT_THAT(reason(""), HasSubstr("it holds no vignette"));
  EXPECT_THAT(reason(rules::VignetteOf("steady")), HasSubstr("makes no promise for every day"));
  EXPECT_THAT(reason(ReferredAgain(kMustSpeak, "Settings: {\"referral_months\": 12}\n")),
              HasSubstr("names settings"));
  EXPECT_THAT(reason(ReferredAgain("Must speak: recurrence RE_REFERRAL, by 2043-12-05")),
              HasSubstr("lasts longer than ten years"));
  EXPECT_THAT(reason(ReferredAgain("Must speak: Alder! RE_REFERRAL, by 2023-12-05")),
              HasSubstr("no such name"));
  EXPECT_THAT(reason(std::string(65 * 1024, '#')), HasSubstr("64 KiB"));
}

TEST_F(StoriesThatGuard, HaveNamesThatNoOtherHas) {
  const auto first = Add(ReferredAgain(kMustSpeak));
  ASSERT_TRUE(first);
  EXPECT_EQ(Add(ReferredAgain(kMustSpeak)).error().reason, v1::ERROR_REASON_IDENTIFIER_TAKEN);
  EXPECT_EQ(Add(ReferredAgain(kMustSpeak), "The Story").error().reason,
            v1::ERROR_REASON_FIELDS_INVALID);
  ASSERT_TRUE(Withdraw(first->case_vignette()));
  EXPECT_TRUE(Add(ReferredAgain(kMustSpeak)));
  const auto listed = world.backend->case_vignettes().List({});
  ASSERT_THAT(listed->case_vignettes(), SizeIs(2));
  EXPECT_EQ(listed->case_vignettes(0).text(), "");
}

}  // namespace
}  // namespace caseload::app
