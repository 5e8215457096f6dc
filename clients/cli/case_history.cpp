// SPDX-License-Identifier: Apache-2.0
// caseload case history: every version of a case, its entries and its allocations.
#include "caseload/v1/case_service.pb.h"
#include "cli/change_rows.h"
#include "cli/list_verb.h"

namespace caseload::cli {
namespace {

ExitCode History(Session& session, const v1::ListCaseHistoryRequest& request, std::int64_t limit) {
  return ShowList<v1::ListCaseHistoryResponse>(session, request, limit, ChangeColumns(),
                                               [](const auto& answer, auto& rows) {
                                                 for (const auto& change : answer.changes())
                                                   rows.push_back(ChangeRow(change));
                                               });
}

}  // namespace

void AddCaseHistory(CLI::App& cases, Session& session) {
  struct Asked {
    v1::ListCaseHistoryRequest request;
    std::int64_t limit = 1'000;
  };
  auto asked = std::make_shared<Asked>();
  CLI::App* verb = cases.add_subcommand(
      "history",
      "List every version of a case, its entries and its allocations: when it was recorded, by "
      "whom, what was done and why");
  verb->add_option("CASE", *asked->request.mutable_case_id(), "The case")
      ->required()
      ->type_name("");
  AddLimit(*verb, asked->limit);
  Runs(*verb, session,
       [&session, asked] { return History(session, asked->request, asked->limit); });
}

}  // namespace caseload::cli
