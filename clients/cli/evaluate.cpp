// SPDX-License-Identifier: Apache-2.0
// caseload evaluate: what the rules say about a case, a family, a worker, a team or the authority,
// on which records they rest, and which rules gave no answer.
#include <algorithm>
#include <map>

#include "caseload/v1/rule_service.pb.h"
#include "cli/suggest.h"
#include "cli/text_width.h"
#include "cli/verbs.h"
#include "cli/words.h"
#include "cpp/listing.h"

namespace caseload::cli {
namespace {

constexpr std::int64_t kRulesMost = 2'000;
constexpr int kNotFoundStatus = 5;  // of gRPC

using Outcomes = google::protobuf::RepeatedPtrField<v1::RuleOutcome>;
using RuleIds = google::protobuf::RepeatedPtrField<std::string>;

std::string KindOf(const v1::Finding& finding) {
  return EnumWords(v1::FindingKind_Name(finding.kind()), "FINDING_KIND_");
}

std::string Measured(const v1::Finding& finding) {
  if (!finding.has_measure()) return "";
  std::string text = std::to_string(finding.measure()) + " " + finding.unit();
  if (finding.has_threshold()) text += ", held against " + std::to_string(finding.threshold());
  return text;
}

std::string EvidenceText(const v1::Evidence& evidence) {
  const std::string day = evidence.on().empty() ? "day not recorded" : evidence.on();
  return evidence.kind() + " of " + day + " (" + evidence.id() + ")";
}

void Tell(std::ostream& out, const v1::Finding& finding) {
  out << "* " << KindOf(finding) << ": " << Printable(finding.summary()) << '\n';
  if (const std::string measured = Measured(finding); !measured.empty()) {
    out << "    measured: " << measured << '\n';
  }
  for (const auto& evidence : finding.evidence()) {
    out << "    rests on: " << Printable(EvidenceText(evidence)) << '\n';
  }
  if (!finding.basis().empty()) out << "    because of: " << Printable(finding.basis()) << '\n';
  out << "    said by: " << finding.rule_id() << " " << finding.rule_version() << ", "
      << finding.code() << '\n';
}

// A rule that gave no answer, before anything that others say: what it would have said is not
// known.
void TellMissing(std::ostream& out, const v1::RuleOutcome& outcome) {
  const bool failed = outcome.state() == v1::RULE_OUTCOME_STATE_FAILED;
  if (!failed && outcome.state() != v1::RULE_OUTCOME_STATE_REFUSED) return;
  out << (failed ? "! RULE FAILED: " : "! RULE NOT IN FORCE: ") << outcome.rule_id();
  if (!outcome.version().empty()) out << ' ' << outcome.version();
  out << "\n    because: " << Printable(outcome.because())
      << "\n    What it would have said is not known. That it is silent says nothing.\n";
}

std::size_t CountOf(const Outcomes& outcomes, v1::RuleOutcomeState state) {
  return static_cast<std::size_t>(std::ranges::count(outcomes, state, &v1::RuleOutcome::state));
}

template <class Answer>
Sheet Rows(const Answer& answer) {
  Sheet sheet{{{"kind"},
               {"code"},
               {"summary"},
               {"measure"},
               {"threshold"},
               {"unit"},
               {"evidence"},
               {"basis"},
               {"rule_id"},
               {"rule_version"}},
              {}};
  for (const auto& outcome : answer.outcomes()) {
    const bool failed = outcome.state() == v1::RULE_OUTCOME_STATE_FAILED;
    if (!failed && outcome.state() != v1::RULE_OUTCOME_STATE_REFUSED) continue;
    sheet.rows.push_back({failed ? "rule failed" : "rule not in force", "", outcome.because(), "",
                          "", "", "", "", outcome.rule_id(), outcome.version()});
  }
  for (const auto& finding : answer.findings()) {
    std::string evidence;
    for (const auto& one : finding.evidence()) {
      evidence += (evidence.empty() ? "" : "; ") + EvidenceText(one);
    }
    sheet.rows.push_back({KindOf(finding), finding.code(), finding.summary(),
                          finding.has_measure() ? std::to_string(finding.measure()) : "",
                          finding.has_threshold() ? std::to_string(finding.threshold()) : "",
                          finding.unit(), evidence, finding.basis(), finding.rule_id(),
                          finding.rule_version()});
  }
  return sheet;
}

// RULE_UNAVAILABLE is said of a rule that was refused and of one that nobody knows; only the list
// of rules tells them apart.
client::Problem Explained(Session& session, const RuleIds& rule_ids, client::Problem problem) {
  if (problem.reason != "RULE_UNAVAILABLE" || rule_ids.empty()) return problem;
  const auto listed = client::Collect<v1::ListRulesResponse>(session.connection(),
                                                             v1::ListRulesRequest(), kRulesMost);
  if (!listed) return problem;
  std::map<std::string, const v1::Rule*> rules;
  std::vector<std::string> names;
  for (const auto& rule : listed->rules()) {
    rules[rule.rule_id()] = &rule;
    names.push_back(rule.rule_id());
  }
  problem.fields.clear();
  for (const std::string& id : rule_ids) {
    const auto rule = rules.find(id);
    if (rule == rules.end()) {
      problem.grpc_code = kNotFoundStatus;
      problem.fields.push_back({"--rule " + id, "there is no such rule" + DidYouMean(id, names)});
    } else if (rule->second->state() != v1::RULE_STATE_ACTIVE) {
      problem.fields.push_back({"--rule " + id, "was refused: " + rule->second->refused_because()});
    } else {
      const auto& subjects = rule->second->subjects();
      std::string about;
      for (const auto& subject : subjects) about += (about.empty() ? "" : ", ") + subject;
      if (!about.empty()) problem.fields.push_back({"--rule " + id, "is about: " + about});
    }
  }
  return problem;
}

template <class Answer>
void TellAsked(std::ostream& out, const Answer& answer) {
  std::size_t asked = CountOf(answer.outcomes(), v1::RULE_OUTCOME_STATE_EVALUATED) +
                      CountOf(answer.outcomes(), v1::RULE_OUTCOME_STATE_FAILED);
  // A server of before says only which rules there were.
  if constexpr (requires { answer.rules(); }) {
    if (answer.outcomes().empty()) asked = static_cast<std::size_t>(answer.rules_size());
  }
  out << "\nAsked " << asked << (asked == 1 ? " rule" : " rules") << ", as of " << answer.as_of_on()
      << ", sequence " << answer.sequence() << ". A finding is a reason to read, not a decision.\n";
}

template <class Response, class Request>
ExitCode Evaluate(Session& session, const Request& request) {
  const auto answer = session.connection().Call<Response>(request);
  if (!answer) return session.Fail(Explained(session, request.rule_ids(), answer.problem()));
  const auto failed = CountOf(answer->outcomes(), v1::RULE_OUTCOME_STATE_FAILED);
  const auto refused = CountOf(answer->outcomes(), v1::RULE_OUTCOME_STATE_REFUSED);
  const ExitCode answered = failed > 0 ? kRuleFailed : kOk;
  if (!session.table()) {
    const ExitCode shown = session.Show(*answer, Rows(*answer));
    return shown == kOk ? answered : shown;
  }
  for (const auto& outcome : answer->outcomes()) TellMissing(session.out(), outcome);
  for (const auto& finding : answer->findings()) Tell(session.out(), finding);
  if (answer->findings().empty()) {
    session.out() << (failed + refused > 0 ? "No other rule had anything to say.\n"
                                           : "No rule had anything to say.\n");
  }
  TellAsked(session.out(), *answer);
  return answered;
}

// --rule, --as-of and --known-at, of whatever is asked about.
template <class Request>
std::shared_ptr<Request> AddQuestion(CLI::App& verb) {
  auto request = std::make_shared<Request>();
  verb.add_option_function<std::vector<std::string>>(
          "--rule",
          [request](const std::vector<std::string>& ids) {
            for (const std::string& id : ids) request->add_rule_ids(id);
          },
          "Only this rule; all active ones without it")
      ->type_name("ID");
  AddMoment(verb, *request->mutable_moment());
  return request;
}

template <class Response, class Request>
void AddSubject(CLI::App& verb, Session& session, const char* name, const char* about,
                const char* operand, std::string* (Request::*id)()) {
  CLI::App* one = verb.add_subcommand(name, about);
  const auto request = AddQuestion<Request>(*one);
  one->add_option(operand, *((*request).*id)(), "Who is asked about")->required()->type_name("");
  Runs(*one, session, [&session, request] { return Evaluate<Response>(session, *request); });
}

}  // namespace

void AddEvaluate(CLI::App& program, Session& session) {
  CLI::App* verb = program.add_subcommand(
      "evaluate", "Ask the rules about a case, a family, a worker, a team or the authority");
  const auto request = AddQuestion<v1::EvaluateCaseRequest>(*verb);
  verb->add_option("CASE", *request->mutable_case_id(), "The case")->type_name("");
  // Runs after the command below it, if there is one.
  verb->callback([verb, &session, request] {
    if (!verb->get_subcommands().empty()) return;
    session.End(request->case_id().empty()
                    ? session.FailUsage("name a case, or say family, worker, team or authority")
                    : Evaluate<v1::EvaluateCaseResponse>(session, *request));
  });
  AddSubject<v1::EvaluateFamilyResponse>(*verb, session, "family", "Ask the rules about a family",
                                         "FAMILY", &v1::EvaluateFamilyRequest::mutable_family_id);
  AddSubject<v1::EvaluateWorkerResponse>(*verb, session, "worker", "Ask the rules about a worker",
                                         "WORKER", &v1::EvaluateWorkerRequest::mutable_worker_id);
  AddSubject<v1::EvaluateTeamResponse>(*verb, session, "team", "Ask the rules about a team", "TEAM",
                                       &v1::EvaluateTeamRequest::mutable_team_id);
  CLI::App* all =
      verb->add_subcommand("authority", "Ask the rules about all children together; takes long");
  const auto of_all = AddQuestion<v1::EvaluateAuthorityRequest>(*all);
  Runs(*all, session, [&session, of_all] {
    constexpr std::chrono::minutes kMost{10};
    session.MayTake(kMost);
    return Evaluate<v1::EvaluateAuthorityResponse>(session, *of_all);
  });
}

}  // namespace caseload::cli
