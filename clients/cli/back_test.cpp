// SPDX-License-Identifier: Apache-2.0
// caseload rule backtest: what a version would have said over the days that have passed.
#include "cli/back_test_answer.h"
#include "cli/progress_bar.h"
#include "cli/rule_values.h"
#include "cli/rule_versions.h"
#include "cli/verbs.h"
#include "cpp/method.h"

namespace caseload::cli {
namespace {

struct Asked {
  std::string version;
  std::vector<std::string> set;
  std::string against;
  std::vector<std::string> against_set;
  std::string every;
  std::string known = "then";
  std::string outcome;
  v1::BackTestRuleRequest request;
  int within = 180;
  bool closed = false;
};

const std::map<std::string, v1::BackTestStep> kSteps{{"", v1::BACK_TEST_STEP_UNSPECIFIED},
                                                     {"month", v1::BACK_TEST_STEP_MONTH_ENDS},
                                                     {"week", v1::BACK_TEST_STEP_WEEK_ENDS}};
const std::map<std::string, v1::BackTestKnowledge> kKnowledge{
    {"then", v1::BACK_TEST_KNOWLEDGE_THEN}, {"now", v1::BACK_TEST_KNOWLEDGE_NOW}};
const std::map<std::string, v1::BackTestOutcomeKind> kOutcomes{
    {"section-47", v1::BACK_TEST_OUTCOME_KIND_SECTION47_ENQUIRY},
    {"conference", v1::BACK_TEST_OUTCOME_KIND_INITIAL_CONFERENCE},
    {"protection-plan", v1::BACK_TEST_OUTCOME_KIND_PROTECTION_PLAN},
    {"looked-after", v1::BACK_TEST_OUTCOME_KIND_LOOKED_AFTER_PERIOD}};

// The version that a person named, with what they set.
std::optional<client::Problem> SetSide(Session& session, const std::string& name,
                                       const std::string& option,
                                       const std::vector<std::string>& set,
                                       v1::BackTestSide& side) {
  const auto version = VersionNamed(session, name, Unnamed::kUploadedLast);
  if (!version) return version.problem();
  side.set_rule_version_id(version->rule_version_id());
  const auto values = ValuesGiven(option, set);
  if (!values) return values.problem();
  *side.mutable_parameter_values() = *values;
  return std::nullopt;
}

std::optional<client::Problem> SetSides(Session& session, Asked& asked) {
  if (auto wrong =
          SetSide(session, asked.version, "--set", asked.set, *asked.request.mutable_first())) {
    return wrong;
  }
  if (asked.against.empty() && asked.against_set.empty()) return std::nullopt;
  std::string other = asked.version;
  if (!asked.against.empty()) {
    // A number alone is another version of the same rule.
    const auto rule = asked.version.substr(0, asked.version.find('@'));
    other =
        asked.against.find('@') == std::string::npos ? rule + "@" + asked.against : asked.against;
  }
  return SetSide(session, other, "--against-set", asked.against_set,
                 *asked.request.mutable_second());
}

double PartDone(const v1::BackTestRuleResponse& so_far) {
  if (so_far.days() == 0) return 0;
  const double of_day =
      so_far.cases() == 0 || so_far.cases_done() == so_far.cases()
          ? 0.0
          : static_cast<double>(so_far.cases_done()) / static_cast<double>(so_far.cases());
  return (so_far.days_done() + of_day) / so_far.days();
}

ExitCode BackTest(Session& session, Asked& asked) {
  asked.request.set_step(kSteps.at(asked.every));
  asked.request.set_closed_cases(asked.closed);
  asked.request.set_knowledge(kKnowledge.at(asked.known));
  if (!asked.outcome.empty()) {
    asked.request.mutable_outcome()->set_kind(kOutcomes.at(asked.outcome));
    asked.request.mutable_outcome()->set_within_days(asked.within);
  }
  if (const auto wrong = SetSides(session, asked)) {
    return wrong->reason == "USAGE" ? session.FailUsage(wrong->message) : session.Fail(*wrong);
  }
  v1::BackTestRuleResponse response;
  ProgressBar bar(session.err(), session.screen().err_is_terminal, "questions");
  const auto problem = session.connection().Follow(
      *client::MethodTaking(*v1::BackTestRuleRequest::descriptor()), asked.request, response, [&] {
        const auto& report = response.report();
        bar.Show(PartDone(response), report.sides_size() == 0 ? 0 : report.sides(0).questions());
        return true;
      });
  bar.Clear();
  if (problem) return session.Fail(*problem);
  return ShowBackTest(session, asked.request, response);
}

template <class Value>
std::vector<std::string> Names(const std::map<std::string, Value>& values) {
  std::vector<std::string> names;
  for (const auto& [name, value] : values) {
    if (!name.empty()) names.push_back(name);
  }
  return names;
}

void AddSides(CLI::App& verb, Asked& asked) {
  verb.add_option("RULE[@VERSION]", asked.version, "What is tried: the version uploaded last")
      ->required()
      ->type_name("");
  verb.add_option("--set", asked.set, "A parameter of the rule; its default without it")
      ->type_name("NAME=NUMBER[@DAY]");
  verb.add_option("--against", asked.against, "Another version of the rule, beside it")
      ->type_name("VERSION");
  verb.add_option("--against-set", asked.against_set,
                  "A parameter for the other side, which may be the same version")
      ->type_name("NAME=NUMBER[@DAY]");
}

void AddDays(CLI::App& verb, Asked& asked) {
  verb.add_option("--from", *asked.request.mutable_from_on(), "The first day, or the only one")
      ->required()
      ->check(Day())
      ->type_name("YYYY-MM-DD");
  auto* until = verb.add_option("--until", *asked.request.mutable_until_on(), "The last day")
                    ->check(Day())
                    ->type_name("YYYY-MM-DD");
  auto* every = verb.add_option("--every", asked.every, "On month ends or on Sundays")
                    ->check(CLI::IsMember(Names(kSteps)))
                    ->type_name("month|week");
  until->needs(every);
  every->needs(until);
  verb.add_option("--known", asked.known, "As known then, or now")
      ->check(CLI::IsMember(Names(kKnowledge)))
      ->capture_default_str()
      ->type_name("then|now");
  verb.add_flag("--closed", asked.closed, "Also cases that were closed by the day");
}

void AddOutcome(CLI::App& verb, Asked& asked) {
  auto* outcome = verb.add_option("--outcome", asked.outcome, "Hold the words against what came")
                      ->check(CLI::IsMember(Names(kOutcomes)))
                      ->type_name("section-47|conference|protection-plan|looked-after");
  verb.add_option("--within", asked.within, "So many days after the first word")
      ->needs(outcome)
      ->capture_default_str()
      ->type_name("DAYS");
}

}  // namespace

void AddRuleBackTest(CLI::App& group, Session& session) {
  auto asked = std::make_shared<Asked>();
  CLI::App* verb = group.add_subcommand(
      "backtest", "Ask a version about the days that have passed; shows nobody what it says");
  AddSides(*verb, *asked);
  AddDays(*verb, *asked);
  AddOutcome(*verb, *asked);
  Runs(*verb, session, [&session, asked] { return BackTest(session, *asked); });
}

}  // namespace caseload::cli
