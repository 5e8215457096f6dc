// SPDX-License-Identifier: Apache-2.0
// caseload call: any call of the API, JSON in and JSON out.
#include <iterator>

#include "cli/suggest.h"
#include "cli/verbs.h"
#include "cpp/dynamic_call.h"
#include "cpp/json.h"

namespace caseload::cli {
namespace {

std::vector<std::string> Names() {
  std::vector<std::string> names;
  for (const client::Method* method : client::AllMethods())
    names.push_back(client::ShortName(*method));
  return names;
}

ExitCode Call(Session& session, const std::string& name, std::string request) {
  const client::Method* method = client::FindMethod(name);
  if (method == nullptr) {
    return session.FailUsage("there is no call " + name + DidYouMean(name, Names()));
  }
  if (request == "-") {
    request.assign(std::istreambuf_iterator<char>(session.screen().in), {});
  }
  // One message a line where there may be many.
  const auto style =
      method->server_streaming() ? client::JsonStyle::kOneLine : client::JsonStyle::kIndented;
  const auto outcome =
      client::CallByName(session.connection(), name, request, [&](const auto& message) {
        session.out() << client::ToJson(message, style) << std::flush;
        return true;
      });
  return outcome ? kOk : session.Fail(outcome.problem());
}

ExitCode List(Session& session) {
  for (const std::string& name : Names()) session.out() << name << '\n';
  return kOk;
}

}  // namespace

void AddCall(CLI::App& program, Session& session) {
  struct Asked {
    std::string method;
    std::string request = "{}";
  };
  auto asked = std::make_shared<Asked>();
  CLI::App* verb = program.add_subcommand(
      "call", "Make any call of the API, e.g. CaseService.GetCase; without a name, list them");
  verb->add_option("SERVICE.METHOD", asked->method, "The call")->type_name("");
  verb->add_option("JSON", asked->request, "The request; - reads it from the standard input")
      ->type_name("");
  Runs(*verb, session, [&session, asked] {
    return asked->method.empty() ? List(session) : Call(session, asked->method, asked->request);
  });
}

}  // namespace caseload::cli
