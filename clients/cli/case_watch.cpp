// SPDX-License-Identifier: Apache-2.0
// caseload case watch: changes as they are made, one a line, until it is interrupted.
#include "caseload/v1/case_service.pb.h"
#include "cli/change_rows.h"
#include "cli/follow.h"

namespace caseload::cli {
namespace {

std::vector<std::vector<std::string>> Rows(const v1::WatchCasesResponse& response) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& change : response.changes()) rows.push_back(ChangeRow(change));
  return rows;
}

}  // namespace

void AddCaseWatch(CLI::App& cases, Session& session) {
  struct Asked {
    std::vector<std::string> case_ids;
    FollowOptions options;
  };
  auto asked = std::make_shared<Asked>();
  CLI::App* verb = cases.add_subcommand("watch", "Print changes as they are made");
  verb->add_option("CASE", asked->case_ids, "Only changes of these cases")->type_name("");
  AddFollowOptions(*verb, asked->options);
  Runs(*verb, session, [&session, asked] {
    v1::WatchCasesRequest request;
    for (const std::string& id : asked->case_ids) request.add_case_ids(id);
    request.set_after_sequence(asked->options.after);
    request.set_until_caught_up(asked->options.until_caught_up);
    return FollowChanges<v1::WatchCasesResponse>(
        session, request, ChangeColumns(), Rows,
        [](const v1::WatchCasesResponse& response) { return response.sequence(); });
  });
}

}  // namespace caseload::cli
