// SPDX-License-Identifier: Apache-2.0
// caseload person history: every version of a person and of their relationships.
#include "caseload/v1/people_service.pb.h"
#include "cli/change_rows.h"
#include "cli/list_verb.h"

namespace caseload::cli {
namespace {

ExitCode History(Session& session, const v1::ListPersonHistoryRequest& request,
                 std::int64_t limit) {
  return ShowList<v1::ListPersonHistoryResponse>(session, request, limit, ChangeColumns(),
                                                 [](const auto& answer, auto& rows) {
                                                   for (const auto& change : answer.changes())
                                                     rows.push_back(ChangeRow(change));
                                                 });
}

}  // namespace

void AddPersonHistory(CLI::App& person, Session& session) {
  struct Asked {
    v1::ListPersonHistoryRequest request;
    std::int64_t limit = 1'000;
  };
  auto asked = std::make_shared<Asked>();
  CLI::App* verb = person.add_subcommand(
      "history",
      "List every version of a person and of their relationships: when it was "
      "recorded, by whom, what was done and why");
  verb->add_option("PERSON", *asked->request.mutable_person_id(), "The person")
      ->required()
      ->type_name("");
  AddLimit(*verb, asked->limit);
  Runs(*verb, session,
       [&session, asked] { return History(session, asked->request, asked->limit); });
}

}  // namespace caseload::cli
