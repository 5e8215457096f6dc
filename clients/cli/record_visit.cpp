// SPDX-License-Identifier: Apache-2.0
// caseload case record-visit: one visit, to one child or to several of a household.
#include <iterator>

#include "caseload/v1/case_service.pb.h"
#include "cli/noted.h"
#include "cli/verbs.h"

namespace caseload::cli {
namespace {

struct Asked {
  std::vector<std::string> case_ids;
  v1::Entry entry;
  std::string note;
};

// Left out means not recorded, which is not the same as no.
void AddYesNo(CLI::App& verb, const std::string& name, const std::string& description,
              std::function<void(bool)> set) {
  verb.add_option_function<std::string>(
          name, [set = std::move(set)](const std::string& text) { set(text == "yes"); },
          description)
      ->check(CLI::IsMember({"yes", "no"}).description(""))
      ->type_name("yes|no");
}

ExitCode Record(Session& session, const Asked& asked) {
  v1::RecordEntryRequest request;
  *request.mutable_entry() = asked.entry;
  for (const std::string& id : asked.case_ids) request.mutable_entry()->add_case_ids(id);
  if (asked.note == "-") {
    request.mutable_entry()->set_note(
        std::string(std::istreambuf_iterator<char>(session.screen().in), {}));
  } else {
    request.mutable_entry()->set_note(asked.note);
  }
  const auto answer = session.connection().Call<v1::RecordEntryResponse>(request);
  if (!answer) return session.Fail(answer.problem());
  TellFindings(session, *answer);
  return session.ShowCard(*answer, {{{"entry_id"}, {"occurred_on"}, {"sequence"}},
                                    {{answer->entry().entry_id(), answer->entry().occurred_on(),
                                      std::to_string(answer->sequence())}}});
}

}  // namespace

void AddRecordVisit(CLI::App& cases, Session& session) {
  auto asked = std::make_shared<Asked>();
  auto& visit = *asked->entry.mutable_visit();
  CLI::App* verb =
      cases.add_subcommand("record-visit", "Record one visit, to one or more children");
  verb->add_option("CASE", asked->case_ids, "The cases of the children visited")
      ->required()
      ->type_name("");
  verb->add_option("--on", *asked->entry.mutable_occurred_on(), "The day of the visit")
      ->required()
      ->check(Day())
      ->type_name("YYYY-MM-DD");
  verb->add_option("--under", *visit.mutable_under(), "Under what it was due")
      ->check(CLI::IsMember({"cin", "cp", "cla", "other"}).description(""))
      ->type_name("cin|cp|cla|other");
  AddYesNo(*verb, "--seen", "Whether the child was seen",
           [&visit](bool yes) { visit.set_child_seen(yes); });
  AddYesNo(*verb, "--alone", "Whether the child was seen alone",
           [&visit](bool yes) { visit.set_seen_alone(yes); });
  AddYesNo(*verb, "--bedroom", "Whether the child's bedroom was seen",
           [&visit](bool yes) { visit.set_bedroom_seen(yes); });
  verb->add_option("--plan", *visit.mutable_plan_entry_id(), "The plan it belongs to, an entry")
      ->type_name("ID");
  verb->add_option("--worker", *asked->entry.mutable_worker_id(), "Who visited")->type_name("ID");
  verb->add_option("--note", asked->note, "Narrative; - reads it from the standard input")
      ->type_name("TEXT");
  Runs(*verb, session, [&session, asked] { return Record(session, *asked); });
}

}  // namespace caseload::cli
