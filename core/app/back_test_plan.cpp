// SPDX-License-Identifier: Apache-2.0
#include "app/back_test_plan.h"

#include <algorithm>

#include "app/reading.h"
#include "app/rule_versions.h"
#include "base/limits.h"
#include "rules/back_test/days.h"

namespace caseload::app {
namespace {

using record::Problems;

std::optional<facts::FactKind> KindOfOutcome(v1::BackTestOutcomeKind kind) {
  switch (kind) {
    case v1::BACK_TEST_OUTCOME_KIND_SECTION47_ENQUIRY:
      return facts::FactKind::kSection47;
    case v1::BACK_TEST_OUTCOME_KIND_INITIAL_CONFERENCE:
      return facts::FactKind::kConference;
    case v1::BACK_TEST_OUTCOME_KIND_PROTECTION_PLAN:
      return facts::FactKind::kProtectionPlan;
    case v1::BACK_TEST_OUTCOME_KIND_LOOKED_AFTER_PERIOD:
      return facts::FactKind::kLookedAfter;
    default:
      return std::nullopt;
  }
}

std::optional<Date> DayBy(const std::string& text, const std::string& field, Date today,
                          Problems& problems) {
  problems.NeededDay(field, text);
  const auto day = ParseDate(text);
  if (day && *day > today) problems.Add(field, "lies after today");
  return day;
}

void PlanDays(const v1::BackTestRuleRequest& request, BackTestPlan& plan, Problems& problems) {
  const bool one = request.step() == v1::BACK_TEST_STEP_UNSPECIFIED;
  if (!v1::BackTestStep_IsValid(request.step())) problems.Add("step", "is none that is known");
  const auto first = DayBy(request.from_on(), "from_on", plan.today, problems);
  if (one && !request.until_on().empty() && request.until_on() != request.from_on())
    problems.Add("until_on", "needs a step: without one there is one day");
  const auto last = one ? first : DayBy(request.until_on(), "until_on", plan.today, problems);
  if (!first || !last) return;
  if (*last < *first) return problems.Add("until_on", "lies before from_on");
  plan.days = rules::BackTestDays(*first, *last, request.step(), limits::kBackTestDays);
  if (plan.days.empty()) problems.Add("step", "leads to no day between from_on and until_on");
  if (plan.days.size() > limits::kBackTestDays) {
    problems.Add("step", "leads to more than " + std::to_string(limits::kBackTestDays) + " days");
  }
}

void PlanOutcome(const v1::BackTestRuleRequest& request, BackTestPlan& plan, Problems& problems) {
  if (!request.has_outcome()) return;
  const auto kind = KindOfOutcome(request.outcome().kind());
  const int within = request.outcome().within_days();
  if (!kind) problems.Add("outcome.kind", "is needed");
  if (within < 1 || within > limits::kBackTestWithinDays) {
    problems.Add("outcome.within_days",
                 "must lie between 1 and " + std::to_string(limits::kBackTestWithinDays));
  }
  if (kind) plan.outcome = {*kind, within};
}

void PlanRest(const v1::BackTestRuleRequest& request, BackTestPlan& plan, Problems& problems) {
  if (!v1::BackTestKnowledge_IsValid(request.knowledge()))
    problems.Add("knowledge", "is none that is known");
  plan.known_then = request.knowledge() != v1::BACK_TEST_KNOWLEDGE_NOW;
  plan.closed_cases = request.closed_cases();
  if (request.cases_named() < 0 || request.cases_named() > limits::kBackTestCasesNamedMost) {
    problems.Add("cases_named",
                 "must lie between 0 and " + std::to_string(limits::kBackTestCasesNamedMost));
  }
  plan.named = static_cast<std::size_t>(request.cases_named() == 0 ? limits::kBackTestCasesNamed
                                                                   : request.cases_named());
}

Outcome PlanSide(const Desk& desk, const v1::BackTestSide& side, const std::string& at,
                 BackTestPlan& plan, Problems& problems) {
  auto version =
      ReadMessage<v1::RuleVersion>(desk, side.rule_version_id(), {}, at + ".rule_version_id");
  if (!version) return version.error();
  if (version->stage() != v1::RULE_STAGE_ACTIVE && !WasValidated(*version)) {
    return Error{v1::ERROR_REASON_RULE_STAGE,
                 "only a version that was validated is run over the records",
                 {{at + ".rule_version_id", "was not validated"}}};
  }
  if (auto stands = CheckKeyStands(desk, *version); !stands) return stands;
  const auto& manifest = version->manifest();
  if (std::ranges::find(manifest.subjects(), "child") == manifest.subjects().end())
    problems.Add(at + ".rule_version_id", "is of a rule that is not asked about children");
  CheckValues(manifest, side.parameter_values(), at + ".parameter_values", problems);
  *version->mutable_parameter_values() = side.parameter_values();
  plan.sides.push_back(*std::move(version));
  return Nothing{};
}

}  // namespace

Result<BackTestPlan> PlanOf(const Desk& desk, const v1::BackTestRuleRequest& request) {
  Problems problems;
  BackTestPlan plan;
  plan.today = desk.clock().Today();
  PlanDays(request, plan, problems);
  PlanOutcome(request, plan, problems);
  PlanRest(request, plan, problems);
  problems.Needs("first.rule_version_id", request.first().rule_version_id());
  if (request.has_second())
    problems.Needs("second.rule_version_id", request.second().rule_version_id());
  if (auto wrong = problems.Judge(); !wrong) return wrong.error();
  if (auto done = PlanSide(desk, request.first(), "first", plan, problems); !done)
    return done.error();
  if (request.has_second()) {
    if (auto done = PlanSide(desk, request.second(), "second", plan, problems); !done)
      return done.error();
    if (plan.sides[0].manifest().rule_id() != plan.sides[1].manifest().rule_id())
      problems.Add("second.rule_version_id", "is of another rule");
  }
  if (auto wrong = problems.Judge(); !wrong) return wrong.error();
  return plan;
}

}  // namespace caseload::app
