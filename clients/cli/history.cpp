// SPDX-License-Identifier: Apache-2.0
// caseload case history and person history: every version of what is kept about one of them.
#include "caseload/v1/case_service.pb.h"
#include "caseload/v1/people_service.pb.h"
#include "cli/change_rows.h"
#include "cli/list_verb.h"

namespace caseload::cli {
namespace {

struct Words {
  std::string operand;   // as the usage names it
  std::string meaning;   // of the operand
  std::string versions;  // "List every version of …"
};

template <class Request, class Response>
void AddHistory(CLI::App& group, Session& session, const Words& words,
                std::string* (Request::*id)()) {
  struct Asked {
    Request request;
    std::int64_t limit = 1'000;
  };
  auto asked = std::make_shared<Asked>();
  CLI::App* verb =
      group.add_subcommand("history", "List every version of " + words.versions +
                                          ": when it was recorded, by whom, what was done and why");
  verb->add_option(words.operand, *(asked->request.*id)(), words.meaning)
      ->required()
      ->type_name("");
  AddLimit(*verb, asked->limit);
  Runs(*verb, session, [&session, asked] {
    return ShowList<Response>(session, asked->request, asked->limit, ChangeColumns(),
                              [](const Response& answer, auto& rows) {
                                for (const auto& change : answer.changes())
                                  rows.push_back(ChangeRow(change));
                              });
  });
}

}  // namespace

void AddCaseHistory(CLI::App& cases, Session& session) {
  AddHistory<v1::ListCaseHistoryRequest, v1::ListCaseHistoryResponse>(
      cases, session, {"CASE", "The case", "a case, its entries and its allocations"},
      &v1::ListCaseHistoryRequest::mutable_case_id);
}

void AddPersonHistory(CLI::App& person, Session& session) {
  AddHistory<v1::ListPersonHistoryRequest, v1::ListPersonHistoryResponse>(
      person, session, {"PERSON", "The person", "a person and of their relationships"},
      &v1::ListPersonHistoryRequest::mutable_person_id);
}

}  // namespace caseload::cli
