// SPDX-License-Identifier: Apache-2.0
// caseload case list: cases of a child, a worker, a team, or all.
#include "caseload/v1/case_service.pb.h"
#include "cli/list_verb.h"
#include "cli/words.h"

namespace caseload::cli {
namespace {

ExitCode List(Session& session, const v1::ListCasesRequest& request, std::int64_t limit) {
  return ShowList<v1::ListCasesResponse>(
      session, request, limit,
      {{"case_id"}, {"child_id"}, {"referred_on"}, {"closed_on"}, {"concerns", Align::kRight}},
      [](const v1::ListCasesResponse& answer, auto& rows) {
        for (const auto& found : answer.cases()) {
          rows.push_back({found.case_id(), found.child_id(), found.referred_on(), found.closed_on(),
                          std::to_string(found.concerns_size())});
        }
      });
}

}  // namespace

void AddCaseList(CLI::App& cases, Session& session) {
  struct Asked {
    v1::ListCasesRequest request;
    std::int64_t limit = 200;
  };
  auto asked = std::make_shared<Asked>();
  auto& request = asked->request;
  CLI::App* verb = cases.add_subcommand("list", "List cases");
  verb->add_option("--child", *request.mutable_child_id(), "Cases of this child")->type_name("ID");
  verb->add_option("--worker", *request.mutable_worker_id(), "Cases this worker holds now")
      ->type_name("ID");
  verb->add_option("--team", *request.mutable_team_id(), "Cases this team holds now")
      ->type_name("ID");
  verb->add_option_function<std::string>(
          "--state",
          [&request](const std::string& state) {
            request.set_state(state == "open" ? v1::CASE_STATE_OPEN : v1::CASE_STATE_CLOSED);
          },
          "Only open or only closed cases")
      ->check(CLI::IsMember({"open", "closed"}).description(""))
      ->type_name("open|closed");
  AddLimit(*verb, asked->limit);
  Runs(*verb, session, [&session, asked] { return List(session, asked->request, asked->limit); });
}

}  // namespace caseload::cli
