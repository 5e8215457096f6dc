// SPDX-License-Identifier: Apache-2.0
// caseload evaluate: what the rules say about a case, and on which records they rest.
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

Sheet Rows(const v1::EvaluateCaseResponse& answer) {
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
client::Problem Explained(Session& session, const v1::EvaluateCaseRequest& request,
                          client::Problem problem) {
  if (problem.reason != "RULE_UNAVAILABLE" || request.rule_ids().empty()) return problem;
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
  for (const std::string& id : request.rule_ids()) {
    const auto rule = rules.find(id);
    if (rule == rules.end()) {
      problem.grpc_code = kNotFoundStatus;
      problem.fields.push_back({"--rule " + id, "there is no such rule" + DidYouMean(id, names)});
    } else if (rule->second->state() != v1::RULE_STATE_ACTIVE) {
      problem.fields.push_back({"--rule " + id, "was refused: " + rule->second->refused_because()});
    }
  }
  return problem;
}

ExitCode Evaluate(Session& session, const v1::EvaluateCaseRequest& request) {
  const auto answer = session.connection().Call<v1::EvaluateCaseResponse>(request);
  if (!answer) return session.Fail(Explained(session, request, answer.problem()));
  if (!session.table()) return session.Show(*answer, Rows(*answer));
  for (const auto& finding : answer->findings()) Tell(session.out(), finding);
  if (answer->findings().empty()) session.out() << "No rule had anything to say.\n";
  session.out() << "\nAsked " << answer->rules_size()
                << (answer->rules_size() == 1 ? " rule" : " rules") << ", as of "
                << answer->as_of_on() << ", sequence " << answer->sequence()
                << ". A finding is a reason to read, not a decision.\n";
  return kOk;
}

}  // namespace

void AddEvaluate(CLI::App& program, Session& session) {
  struct Asked {
    v1::EvaluateCaseRequest request;
    std::vector<std::string> rules;
  };
  auto asked = std::make_shared<Asked>();
  CLI::App* verb = program.add_subcommand("evaluate", "Ask the rules about a case");
  verb->add_option("CASE", *asked->request.mutable_case_id(), "The case")
      ->required()
      ->type_name("");
  verb->add_option("--rule", asked->rules, "Only this rule; all active ones without it")
      ->type_name("ID");
  AddMoment(*verb, *asked->request.mutable_moment());
  Runs(*verb, session, [&session, asked] {
    for (const std::string& id : asked->rules) asked->request.add_rule_ids(id);
    return Evaluate(session, asked->request);
  });
}

}  // namespace caseload::cli
