// SPDX-License-Identifier: Apache-2.0
// caseload rule upload | validate | shadow | activate | rollback | retire | quarantine: the life of
// a rule.
#include <filesystem>
#include <fstream>
#include <iterator>

#include "caseload/v1/rule_service.pb.h"
#include "cli/rule_values.h"
#include "cli/rule_versions.h"
#include "cli/text_width.h"
#include "cli/verbs.h"
#include "cli/words.h"

namespace caseload::cli {
namespace {

struct Asked {
  std::vector<std::string> what;  // files, versions or rules
  std::string because;
  std::vector<std::string> set;  // "name=value", "name=value@day"
};

const std::vector<Column> kColumns{{"rule_id"}, {"version"}, {"stage"}, {"checks"}};

// What did not pass, or how much did.
std::string ChecksInWords(const v1::RuleVersion& version) {
  std::string failed;
  for (const auto& check : version.checks()) {
    if (check.passed()) continue;
    failed += (failed.empty() ? "" : "; ") + check.name() + ": " + check.detail();
  }
  return failed.empty() ? std::to_string(version.checks_size()) + " passed" : failed;
}

std::vector<std::string> RowOf(const v1::RuleVersion& version) {
  return {version.manifest().rule_id(), version.manifest().version(),
          EnumWords(v1::RuleStage_Name(version.stage()), "RULE_STAGE_"), ChecksInWords(version)};
}

// One step after the other, and what came of those that were taken; stops at the first that is
// refused. A version that was looked at and did not pass fails the command.
template <class Step>
ExitCode EachInTurn(Session& session, const Asked& asked, const Step& step) {
  v1::ListRuleVersionsResponse moved;
  Sheet sheet{kColumns, {}};
  std::optional<client::Problem> refused;
  bool passed = true;
  for (const std::string& one : asked.what) {
    const client::Answer<v1::RuleVersion> version = step(one);
    if (!version) {
      refused = version.problem();
      break;
    }
    *moved.add_rule_versions() = *version;
    sheet.rows.push_back(RowOf(*version));
    const bool looked_at =
        version->stage() == v1::RULE_STAGE_VERIFIED || version->stage() == v1::RULE_STAGE_LINTED;
    for (const auto& check : version->checks()) passed = passed && (check.passed() || !looked_at);
  }
  const ExitCode shown = session.Show(moved, sheet);
  if (refused) return session.Fail(*refused);
  return passed ? shown : kOther;
}

template <class Response, class Request>
client::Answer<v1::RuleVersion> Send(Session& session, const Request& request) {
  auto answer = session.connection().Call<Response>(request);
  if (!answer) return answer.problem();
  // Of a step that takes a rule out: what was promised of it, and is kept by nobody now.
  if constexpr (requires { answer->open_promises(); }) {
    for (const auto& promise : answer->open_promises()) {
      session.err() << "kept by nobody now: "
                    << Printable(promise.vignette() + ": " + promise.words()) << '\n';
    }
  }
  return answer->rule_version();
}

// The step for the version that a person named.
template <class Response, class Request>
client::Answer<v1::RuleVersion> Take(Session& session, const std::string& name, Unnamed meant,
                                     Request request) {
  const auto version = VersionNamed(session, name, meant);
  if (!version) return version.problem();
  request.set_rule_version_id(version->rule_version_id());
  request.set_etag(version->etag());
  return Send<Response>(session, request);
}

client::Answer<v1::RuleVersion> Upload(Session& session, const std::string& file,
                                       const std::string& because) {
  v1::UploadRuleRequest request;
  std::ifstream in(file, std::ios::binary);
  request.set_package(std::string{std::istreambuf_iterator<char>(in), {}});
  if (!in) return client::Problem{0, "FILE_UNREADABLE", file + " cannot be read"};
  request.set_because(because);
  return Send<v1::UploadRuleResponse>(session, request);
}

// Of a step that takes values for the rule's parameters.
template <class Request>
client::Answer<Request> RequestWithValues(const Asked& asked) {
  Request request;
  request.set_because(asked.because);
  auto values = ValuesGiven("--set", asked.set);
  if (!values) return values.problem();
  *request.mutable_parameter_values() = *std::move(values);
  return request;
}

template <class Response, class Request>
ExitCode StepWithValues(Session& session, const Asked& asked) {
  const auto request = RequestWithValues<Request>(asked);
  if (!request) return session.FailUsage(request.problem().message);
  if (asked.what.size() > 1 && !asked.set.empty())
    return session.FailUsage("--set is for one rule at a time");
  return EachInTurn(session, asked, [&](const std::string& name) {
    return Take<Response>(session, name, Unnamed::kUploadedLast, *request);
  });
}

ExitCode RollBack(Session& session, const Asked& asked) {
  return EachInTurn(session, asked, [&](const std::string& rule_id) {
    v1::RollBackRuleRequest request;
    request.set_rule_id(rule_id);
    request.set_because(asked.because);
    return Send<v1::RollBackRuleResponse>(session, request);
  });
}

template <class Response, class Request, Unnamed kMeant>
ExitCode Step(Session& session, const Asked& asked) {
  Request request;
  request.set_because(asked.because);
  return EachInTurn(session, asked, [&](const std::string& name) {
    return Take<Response>(session, name, kMeant, request);
  });
}

using Verb = ExitCode (*)(Session&, const Asked&);

CLI::App* AddVerb(CLI::App& group, Session& session, const char* name, const char* about,
                  const char* operand, Verb verb, std::shared_ptr<Asked> asked) {
  CLI::App* added = group.add_subcommand(name, about);
  added->add_option(operand, asked->what, "One or more")->required()->type_name("");
  added->add_option("--because", asked->because, "Why; kept with the change")
      ->required()
      ->type_name("TEXT");
  Runs(*added, session, [&session, asked, verb] { return verb(session, *asked); });
  return added;
}

}  // namespace

void AddRuleSteps(CLI::App& group, Session& session) {
  const auto add = [&](const char* name, const char* about, const char* operand, Verb verb) {
    AddVerb(group, session, name, about, operand, verb, std::make_shared<Asked>());
  };
  add("upload", "Give the server packages (.clrule); that brings nothing into force", "FILE",
      [](Session& into, const Asked& asked) {
        return EachInTurn(into, asked, [&](const std::string& file) {
          return Upload(into, file, asked.because);
        });
      });
  add("validate", "Run a version in the sandbox and keep what was found", "RULE[@VERSION]",
      [](Session& into, const Asked& asked) {
        // The server gives up on a trial after ten minutes, and says so.
        constexpr std::chrono::minutes kMost{11};
        into.MayTake(kMost);
        return Step<v1::ValidateRuleResponse, v1::ValidateRuleRequest, Unnamed::kUploadedLast>(
            into, asked);
      });
  const auto add_with_values = [&](const char* name, const char* about, Verb verb) {
    auto asked = std::make_shared<Asked>();
    auto* added = AddVerb(group, session, name, about, "RULE[@VERSION]", verb, asked);
    added
        ->add_option("--set", asked->set,
                     "A parameter of the rule, from a day on when one is named; its default "
                     "without it")
        ->type_name("\"NAME=NUMBER[@DAY] [REFERENCE]\"");
  };
  add_with_values("shadow", "Ask a validated version beside those in force; nobody is shown it",
                  StepWithValues<v1::ShadowRuleResponse, v1::ShadowRuleRequest>);
  add_with_values("activate", "Bring a validated version into force",
                  StepWithValues<v1::ActivateRuleResponse, v1::ActivateRuleRequest>);
  add("rollback", "Bring back the version that the one in force took the place of", "RULE",
      RollBack);
  add("retire", "Take a version out of force", "RULE[@VERSION]",
      Step<v1::RetireRuleResponse, v1::RetireRuleRequest, Unnamed::kInForce>);
  add("quarantine", "Stop a version until it is validated anew", "RULE[@VERSION]",
      Step<v1::QuarantineRuleResponse, v1::QuarantineRuleRequest, Unnamed::kInForce>);
}

}  // namespace caseload::cli
