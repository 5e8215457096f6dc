// SPDX-License-Identifier: Apache-2.0
// caseload case watch: changes as they are made, one a line, until it is interrupted.
#include "caseload/v1/case_service.pb.h"
#include "cli/change_rows.h"
#include "cli/verbs.h"
#include "cpp/json.h"

namespace caseload::cli {
namespace {

void Print(const Session& session, const v1::WatchCasesResponse& response) {
  if (session.json()) {
    session.out() << client::ToJson(response, client::JsonStyle::kOneLine);
  } else {
    for (const auto& change : response.changes()) {
      std::vector<std::string> cells = ChangeRow(change);
      if (session.csv()) {
        PrintCsvRow(session.out(), cells);
        continue;
      }
      for (std::size_t i = 0; i + 1 < cells.size(); ++i) session.out() << cells[i] << "  ";
      session.out() << cells.back() << '\n';
    }
  }
  session.out() << std::flush;
}

// A stream that broke is taken up after the last sequence seen.
ExitCode Watch(Session& session, v1::WatchCasesRequest request) {
  const auto& connection = session.connection();
  const client::Method& method = *client::MethodTaking(*v1::WatchCasesRequest::descriptor());
  if (session.csv()) {
    std::vector<std::string> names;
    for (const Column& column : ChangeColumns()) names.push_back(column.name);
    PrintCsvRow(session.out(), names);
  }
  for (int failed = 0;;) {
    v1::WatchCasesResponse response;
    const auto problem = connection.Follow(method, request, response, [&] {
      failed = 0;
      request.set_after_sequence(response.sequence());
      Print(session, response);
      return true;
    });
    if (!problem) return kOk;
    const bool away = ExitCodeOf(*problem) == kUnreachable;
    if (!away || ++failed >= connection.options().retry.attempts) return session.Fail(*problem);
    connection.Pause(failed);
  }
}

}  // namespace

void AddCaseWatch(CLI::App& cases, Session& session) {
  struct Asked {
    std::vector<std::string> case_ids;
    v1::WatchCasesRequest request;
    std::uint64_t after = 0;
    bool until_caught_up = false;
  };
  auto asked = std::make_shared<Asked>();
  CLI::App* verb = cases.add_subcommand("watch", "Print changes as they are made");
  verb->add_option("CASE", asked->case_ids, "Only changes of these cases")->type_name("");
  verb->add_option("--after", asked->after, "Only changes after this sequence")
      ->type_name("SEQUENCE");
  verb->add_flag("--until-caught-up", asked->until_caught_up,
                 "End once every change made so far was printed");
  Runs(*verb, session, [&session, asked] {
    for (const std::string& id : asked->case_ids) asked->request.add_case_ids(id);
    asked->request.set_after_sequence(asked->after);
    asked->request.set_until_caught_up(asked->until_caught_up);
    return Watch(session, asked->request);
  });
}

}  // namespace caseload::cli
