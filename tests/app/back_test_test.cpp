// SPDX-License-Identifier: Apache-2.0
// Back-tests: what a rule would have said, of which cases, knowing what; and that whoever runs one
// is in nobody's way.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <future>
#include <set>

#include "app/rule_office.h"
#include "base/limits.h"
#include "fakes/back_test_ear.h"
#include "fakes/child_processes.h"
#include "fakes/delivery.h"

namespace caseload::app {
namespace {

using fakes::BackTestEar;
using fakes::DeskWorld;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

struct BackTesting : testing::Test {
  DeskWorld world{"2024-01-10T09:00:00Z"};

  v1::RuleVersion Validated(const std::string& rule = "recurrence") {
    auto version = world.Upload(rules::PackageOfTheRelease(rule));
    if (version) version = world.Validate(*version);
    EXPECT_TRUE(version) << (version ? "" : version.error().message);
    return version ? *version : v1::RuleVersion();
  }
  // One version on one day, knowing all.
  static v1::BackTestRuleRequest On(const v1::RuleVersion& version, const std::string& day) {
    v1::BackTestRuleRequest request;
    request.mutable_first()->set_rule_version_id(version.rule_version_id());
    request.set_from_on(day);
    request.set_knowledge(v1::BACK_TEST_KNOWLEDGE_NOW);
    return request;
  }
  static v1::BackTestRuleRequest MonthEnds(const v1::RuleVersion& version, const std::string& from,
                                           const std::string& until) {
    auto request = On(version, from);
    request.set_until_on(until);
    request.set_step(v1::BACK_TEST_STEP_MONTH_ENDS);
    return request;
  }
  static void Set(v1::BackTestSide& side, const std::string& name, std::int64_t value) {
    auto& set = *side.add_parameter_values();
    set.set_name(name);
    set.set_value(value);
  }
  Result<v1::BackTestRuleResponse> Run(const v1::BackTestRuleRequest& request) {
    return fakes::BackTestToTheEnd(world.backend->back_tests(), request);
  }
  v1::BackTestReport Report(const v1::BackTestRuleRequest& request) {
    auto whole = Run(request);
    EXPECT_TRUE(whole) << (whole ? "" : whole.error().message);
    if (!whole) return {};
    EXPECT_TRUE(whole->complete());
    EXPECT_EQ(whole->days_done(), whole->days());
    return whole->report();
  }
  v1::ErrorReason Reason(const v1::BackTestRuleRequest& request) {
    const auto whole = Run(request);
    return whole ? v1::ERROR_REASON_UNSPECIFIED : whole.error().reason;
  }
  // How often a side said it, by cases.
  static std::uint64_t Cases(const v1::BackTestSideReport& side, const std::string& code) {
    for (const auto& said : side.codes()) {
      if (said.code() == code) return said.cases();
    }
    return 0;
  }
  static std::vector<std::string> Ids(
      const google::protobuf::RepeatedPtrField<v1::BackTestCase>& cases) {
    std::vector<std::string> ids;
    for (const auto& one : cases) ids.push_back(one.case_id());
    return ids;
  }
  v1::Entry AnEnquiry(const v1::Case& record, const std::string& day) {
    v1::RecordEntryRequest request;
    request.mutable_entry()->add_case_ids(record.case_id());
    request.mutable_entry()->set_occurred_on(day);
    request.mutable_entry()->mutable_section47_enquiry();
    auto kept = DeskWorld::Wait<v1::RecordEntryResponse>([&](Done done) {
      world.backend->cases().RecordEntry(world.asking, request, std::move(done));
    });
    EXPECT_TRUE(kept) << (kept ? "" : kept.error().message);
    return kept ? kept->entry() : v1::Entry();
  }
  void Close(const v1::Case& record, const std::string& day) {
    v1::CloseCaseRequest request;
    request.set_case_id(record.case_id());
    request.set_etag(record.etag());
    request.set_closed_on(day);
    request.set_closure_reason("RC7");
    ASSERT_TRUE(DeskWorld::Wait<v1::CloseCaseResponse>(
        [&](Done done) { world.backend->cases().Close(world.asking, request, std::move(done)); }));
  }
};

TEST_F(BackTesting, DoesNotSeeWhatWasRecordedLater) {
  const auto child = world.AChild().person_id();
  const auto again = world.ACase(child, "2023-12-05");
  world.clock.Set("2024-05-02T09:00:00Z");
  world.ACase(child, "2023-03-10");  // nobody had written it down
  const auto version = Validated();
  auto request = On(version, "2024-01-31");
  const auto now = Report(request);
  EXPECT_EQ(now.sides(0).questions(), 2U);
  EXPECT_EQ(Cases(now.sides(0), "RE_REFERRAL"), 1U);
  request.set_knowledge(v1::BACK_TEST_KNOWLEDGE_THEN);
  const auto then = Report(request);
  EXPECT_EQ(then.sides(0).questions(), 1U);
  EXPECT_EQ(Cases(then.sides(0), "RE_REFERRAL"), 0U);
  EXPECT_EQ(Cases(then.sides(0), "RE_REFERRAL_UNKNOWN"), 1U);
  // On the day it was written down it was known, to the end of that day.
  request.set_from_on("2024-05-02");
  EXPECT_EQ(Cases(Report(request).sides(0), "RE_REFERRAL"), 1U);
  request.set_from_on("2024-05-01");
  EXPECT_EQ(Cases(Report(request).sides(0), "RE_REFERRAL"), 0U);
  request.clear_knowledge();
  EXPECT_EQ(Cases(Report(request).sides(0), "RE_REFERRAL"), 0U)
      << "who says nothing else is not shown the future";
}

TEST_F(BackTesting, AsksAboutTheCasesThatWereOpenOnEachDay) {
  const auto one = world.ACase(world.AChild().person_id(), "2023-02-10");
  world.ACase(world.AChild().person_id(), "2023-03-15");
  Close(one, "2023-03-31");
  const auto version = Validated();
  const auto report = Report(MonthEnds(version, "2023-01-01", "2023-04-30"));
  // January: none; February: one; March: the other, for what closed on that day was closed.
  EXPECT_EQ(report.sides(0).questions(), 3U);
  EXPECT_EQ(report.sides(0).cases(), 2U);
  auto all = MonthEnds(version, "2023-01-01", "2023-04-30");
  all.set_closed_cases(true);
  EXPECT_EQ(Report(all).sides(0).questions(), 5U);
}

TEST_F(BackTesting, NamesExactlyWhatRan) {
  const auto version = Validated();
  auto request = On(version, "2024-01-01");
  Set(*request.mutable_first(), "referral_months", 6);
  const auto side = Report(request).sides(0);
  EXPECT_EQ(side.member().rule_version_id(), version.rule_version_id());
  EXPECT_EQ(side.member().library_digest(), version.manifest().library_digest());
  EXPECT_THAT(side.member().values(), ElementsAre(6, 24));
  EXPECT_THAT(side.rule_set_digest(), SizeIs(64));
}

TEST_F(BackTesting, SetsTwoSidesBesideEachOther) {
  fakes::Deliver(world, "all there was", {}, "2000-01-01");
  const auto soon = world.AChild().person_id();
  world.ACase(soon, "2023-08-01");
  const auto both = world.ACase(soon, "2023-11-01");
  const auto later = world.AChild().person_id();
  world.ACase(later, "2023-02-01");
  const auto only_first = world.ACase(later, "2023-11-01");
  world.ACase(world.AChild().person_id(), "2023-11-01");
  const auto version = Validated();
  auto request = MonthEnds(version, "2023-11-01", "2023-12-31");
  request.mutable_second()->set_rule_version_id(version.rule_version_id());
  Set(*request.mutable_second(), "referral_months", 6);
  const auto report = Report(request);
  ASSERT_EQ(report.sides_size(), 2);
  EXPECT_EQ(report.sides(0).cases_spoken_of(), 2U);
  EXPECT_EQ(report.sides(1).cases_spoken_of(), 1U);
  EXPECT_NE(report.sides(0).rule_set_digest(), report.sides(1).rule_set_digest());
  const auto& all = report.comparison().all();
  EXPECT_EQ(all.only_first(), 1U);
  EXPECT_EQ(all.only_second(), 0U);
  EXPECT_EQ(all.both(), 1U);
  EXPECT_THAT(Ids(all.named_only_first()), ElementsAre(only_first.case_id()));
  EXPECT_EQ(all.named_only_first(0).on(), "2023-11-30");
  EXPECT_THAT(Ids(all.named_both()), ElementsAre(both.case_id()));
  ASSERT_EQ(report.comparison().codes_size(), 1);
  EXPECT_EQ(report.comparison().codes(0).code(), "RE_REFERRAL");
  EXPECT_EQ(report.comparison().codes(0).overlap().only_first(), 1U);
  ASSERT_EQ(report.comparison().by_concern_size(), 1);
  EXPECT_EQ(report.comparison().by_concern(0).only_first(), 1U);
  ASSERT_EQ(report.comparison().by_team_size(), 1);
  EXPECT_EQ(report.comparison().by_team(0).key(), "") << "nobody holds it";
}

TEST_F(BackTesting, HoldsWordsAgainstWhatHappenedAfterThem) {
  world.clock.Set("2024-06-03T09:00:00Z");
  fakes::Deliver(world, "all there was", {}, "2000-01-01");
  const auto child = world.AChild().person_id();
  world.ACase(child, "2023-08-01");
  const auto again = world.ACase(child, "2023-11-01");
  AnEnquiry(again, "2023-12-10");
  const auto silent = world.ACase(world.AChild().person_id(), "2023-11-05");
  AnEnquiry(silent, "2023-12-20");
  AnEnquiry(silent, "2024-05-01");
  auto request = MonthEnds(Validated(), "2023-11-01", "2023-12-31");
  request.mutable_outcome()->set_kind(v1::BACK_TEST_OUTCOME_KIND_SECTION47_ENQUIRY);
  request.mutable_outcome()->set_within_days(60);
  const auto side = Report(request).sides(0);
  // The older case of the same child is open too, and nothing is said of it.
  EXPECT_EQ(side.cases(), 3U);
  EXPECT_EQ(side.cases_spoken_of(), 1U);
  EXPECT_EQ(side.foresight().followed(), 1U);
  EXPECT_EQ(side.foresight().median_lead_days(), 10);
  EXPECT_EQ(side.foresight().outcomes(), 3U);
  EXPECT_EQ(side.foresight().outcomes_without_word(), 2U);
  ASSERT_EQ(side.codes_size(), 1);
  EXPECT_EQ(side.codes(0).foresight().followed(), 1U);
}

TEST_F(BackTesting, NamesACaseTheRuleCannotBearAndCountsTheOthers) {
  RuleOffice guests(world);
  guests.IsTrusted();
  const auto active = world.Activate(guests.Validated("poison"));
  ASSERT_TRUE(active) << active.error().message;
  const auto good = world.ACase(world.AChild().person_id(), "2023-11-01");
  const auto unbearable = world.ACase(world.AChild().person_id(), "2020-03-05");
  world.ACase(world.AChild().person_id(), "2023-11-02");
  const auto report = Report(MonthEnds(*active, "2023-06-01", "2024-01-10"));
  const auto& side = report.sides(0);
  // Seven month ends for one, two for each of the others.
  EXPECT_EQ(side.questions(), 7U + 2 * 2);
  EXPECT_EQ(side.questions_failed(), 7U);
  EXPECT_EQ(side.cases_failed(), 1U);
  ASSERT_THAT(side.failed(), SizeIs(1));
  EXPECT_EQ(side.failed(0).case_id(), unbearable.case_id());
  EXPECT_EQ(side.failed(0).on(), "2023-06-30");
  // By a signal, or as a sanitizer ends a program.
  EXPECT_THAT(side.failed(0).because(), HasSubstr("its worker"));
  EXPECT_EQ(side.cases_spoken_of(), 2U);
  // More failures than a rule in force may have, and the one in force has had none.
  v1::EvaluateCaseRequest ask;
  ask.set_case_id(good.case_id());
  const auto said = world.backend->rules().Evaluate(ask);
  ASSERT_TRUE(said) << said.error().message;
  EXPECT_THAT(said->findings(), SizeIs(1));
  EXPECT_EQ(said->rules(0).state(), v1::RULE_STATE_ACTIVE);
}

TEST_F(BackTesting, ComparesNothingWhereASideFailed) {
  RuleOffice guests(world);
  guests.IsTrusted();
  const auto version = guests.Validated("poison");
  world.ACase(world.AChild().person_id(), "2023-11-01");
  world.ACase(world.AChild().person_id(), "2020-03-05");
  auto request = On(version, "2024-01-01");
  request.mutable_second()->set_rule_version_id(version.rule_version_id());
  const auto report = Report(request);
  EXPECT_EQ(report.comparison().not_compared(), 1U);
  EXPECT_EQ(report.comparison().all().both(), 1U);
  EXPECT_EQ(report.comparison().all().only_first() + report.comparison().all().only_second(), 0U);
}

TEST_F(BackTesting, EndsSoonWhenNobodyListensAndLeavesNothingBehind) {
  RuleOffice guests(world);
  guests.IsTrusted();
  const auto version = guests.Validated("poison");
  // One it never gets through.
  world.ACase(world.AChild().person_id(), "2020-04-10");
  const auto before = fakes::ChildProcesses();
  BackTestEar ear;
  ASSERT_TRUE(world.backend->back_tests().Start(MonthEnds(version, "2020-05-01", "2024-01-10"),
                                                ear.Hearing()));
  ear.AwaitMessage();
  ear.gone = true;
  const auto ended = ear.AwaitEnd();
  ASSERT_FALSE(ended);
  EXPECT_EQ(ended.error().reason, v1::ERROR_REASON_BUSY);
  EXPECT_EQ(fakes::ChildProcesses(), before);
  for (const auto& message : ear.heard()) EXPECT_FALSE(message.complete());
}

TEST_F(BackTesting, KeepsNobodyFromReadingAndWriting) {
  world.BringIntoForce("recurrence");
  const auto record = world.ACase(world.AChild().person_id(), "2023-06-05");
  const auto version = world.backend->rule_versions().List({})->rule_versions(0);
  v1::GetMixRequest mix;
  mix.set_basis(v1::MIX_BASIS_NEED);
  mix.set_unit(v1::MIX_UNIT_CASES);
  BackTestEar ear;
  int answered = 0;
  // Whatever a back-test held while it speaks would stop this for ever.
  ear.on_message = [&](const auto&) {
    v1::EvaluateCaseRequest ask;
    ask.set_case_id(record.case_id());
    EXPECT_TRUE(world.backend->rules().Evaluate(ask));
    EXPECT_TRUE(world.ReadCase(record.case_id()));
    world.ACase(world.AChild().person_id(), "2023-07-05");
    EXPECT_TRUE(world.backend->caseload().Mix(mix));
    ++answered;
  };
  ASSERT_TRUE(world.backend->back_tests().Start(MonthEnds(version, "2023-01-01", "2023-12-31"),
                                                ear.Hearing()));
  EXPECT_TRUE(ear.AwaitEnd());
  EXPECT_GE(answered, 13);
  // What was recorded meanwhile is not part of it.
  EXPECT_EQ(ear.heard().back().report().sides(0).cases(), 1U);
}

TEST_F(BackTesting, TellsHowFarItHasCome) {
  world.ACase(world.AChild().person_id(), "2023-06-05");
  BackTestEar ear;
  ASSERT_TRUE(world.backend->back_tests().Start(MonthEnds(Validated(), "2023-06-01", "2023-08-31"),
                                                ear.Hearing()));
  ASSERT_TRUE(ear.AwaitEnd());
  std::vector<int> done;
  for (const auto& message : ear.heard()) {
    EXPECT_EQ(message.days(), 3);
    done.push_back(message.days_done());
  }
  EXPECT_TRUE(std::ranges::is_sorted(done));
  EXPECT_EQ(std::set<int>(done.begin(), done.end()), (std::set<int>{0, 1, 2, 3}));
  const auto after_one = std::ranges::find(done, 1) - done.begin();
  const auto& so_far = ear.heard()[static_cast<std::size_t>(after_one)];
  EXPECT_EQ(so_far.report().sides(0).questions(), 1U);
  EXPECT_TRUE(ear.heard().back().complete());
}

TEST_F(BackTesting, RunsFewAtATime) {
  const auto version = Validated();
  std::promise<void> go_on;
  const auto gate = go_on.get_future().share();
  std::vector<std::unique_ptr<BackTestEar>> ears;
  for (std::size_t i = 0; i < limits::kBackTestsAtATime; ++i) {
    ears.push_back(std::make_unique<BackTestEar>());
    ears.back()->on_message = [gate](const auto&) { gate.wait(); };
    ASSERT_TRUE(
        world.backend->back_tests().Start(On(version, "2024-01-01"), ears.back()->Hearing()));
  }
  EXPECT_EQ(Reason(On(version, "2024-01-01")), v1::ERROR_REASON_BUSY);
  go_on.set_value();
  for (auto& ear : ears) EXPECT_TRUE(ear->AwaitEnd());
  world.backend->back_tests().Stop();
  EXPECT_EQ(Reason(On(version, "2024-01-01")), v1::ERROR_REASON_BUSY) << "the server is going";
}

TEST_F(BackTesting, IsOfAVersionThatMayBeRun) {
  EXPECT_EQ(Reason(On({}, "2024-01-01")), v1::ERROR_REASON_FIELDS_INVALID);
  v1::RuleVersion unheard_of;
  unheard_of.set_rule_version_id("0000000000000");
  EXPECT_EQ(Reason(On(unheard_of, "2024-01-01")), v1::ERROR_REASON_NOT_FOUND);
  auto uploaded = world.Upload(rules::PackageOfTheRelease("recurrence"));
  ASSERT_TRUE(uploaded);
  EXPECT_EQ(Reason(On(*uploaded, "2024-01-01")), v1::ERROR_REASON_RULE_STAGE);
  const auto retired = world.Retire(*uploaded);
  EXPECT_EQ(Reason(On(*retired, "2024-01-01")), v1::ERROR_REASON_RULE_STAGE);
  const auto validated = world.Validate(*retired);
  const auto active = world.Activate(*validated);
  EXPECT_TRUE(Run(On(*active, "2024-01-01")));
  const auto stopped = world.Quarantine(*active);
  EXPECT_EQ(Reason(On(*stopped, "2024-01-01")), v1::ERROR_REASON_RULE_STAGE);
  auto two_rules = On(*world.Validate(*stopped), "2024-01-01");
  two_rules.mutable_second()->set_rule_version_id(Validated("drift").rule_version_id());
  EXPECT_EQ(Reason(two_rules), v1::ERROR_REASON_FIELDS_INVALID);
  EXPECT_EQ(Reason(On(Validated("worker-load"), "2024-01-01")), v1::ERROR_REASON_FIELDS_INVALID);
}

TEST_F(BackTesting, SaysWhatIsWrongWithARequest) {
  const auto version = Validated();
  const auto wrong = [&](const std::string& field,
                         const std::function<void(v1::BackTestRuleRequest&)>& spoil) {
    auto request = MonthEnds(version, "2023-01-01", "2023-12-31");
    spoil(request);
    const auto refused = Run(request);
    ASSERT_FALSE(refused) << field;
    EXPECT_EQ(refused.error().reason, v1::ERROR_REASON_FIELDS_INVALID) << field;
    ASSERT_THAT(refused.error().fields, SizeIs(1)) << field;
    EXPECT_EQ(refused.error().fields[0].field, field);
  };
  wrong("from_on", [](auto& request) { request.set_from_on("the first of May"); });
  wrong("until_on", [](auto& request) { request.set_until_on("2022-12-31"); });
  wrong("until_on", [](auto& request) { request.set_until_on("2024-01-11"); });
  wrong("until_on", [](auto& request) { request.clear_step(); });
  wrong("step", [](auto& request) { request.set_until_on("2023-01-30"); });
  wrong("step", [](auto& request) { request.set_from_on("2003-12-31"); });
  wrong("step", [](auto& request) { request.set_step(static_cast<v1::BackTestStep>(9)); });
  wrong("knowledge",
        [](auto& request) { request.set_knowledge(static_cast<v1::BackTestKnowledge>(9)); });
  wrong("cases_named", [](auto& request) { request.set_cases_named(101); });
  wrong("outcome.within_days", [](auto& request) {
    request.mutable_outcome()->set_kind(v1::BACK_TEST_OUTCOME_KIND_PROTECTION_PLAN);
  });
  wrong("outcome.kind", [](auto& request) { request.mutable_outcome()->set_within_days(30); });
  wrong("second.rule_version_id", [](auto& request) { request.mutable_second(); });
  wrong("first.parameter_values.value",
        [](auto& request) { Set(*request.mutable_first(), "referral_months", 61); });
  wrong("first.parameter_values.name",
        [](auto& request) { Set(*request.mutable_first(), "unheard_of", 1); });
  EXPECT_TRUE(Run(MonthEnds(version, "2004-02-01", "2024-01-10")))
      << "twenty years are not too many";
}

}  // namespace
}  // namespace caseload::app
