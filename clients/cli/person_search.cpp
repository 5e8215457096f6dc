// SPDX-License-Identifier: Apache-2.0
// caseload person search: people by the beginning of a name, a date of birth or an identifier.
#include "caseload/v1/people_service.pb.h"
#include "cli/list_verb.h"
#include "cli/words.h"

namespace caseload::cli {
namespace {

ExitCode Search(Session& session, const v1::SearchPeopleRequest& request, std::int64_t limit) {
  return ShowList<v1::SearchPeopleResponse>(
      session, request, limit, {{"person_id"}, {"name"}, {"born_on"}},
      [](const auto& answer, auto& rows) {
        for (const auto& person : answer.people()) {
          rows.push_back({person.person_id(), NameOf(person), person.born_on()});
        }
      });
}

}  // namespace

void AddPersonSearch(CLI::App& person, Session& session) {
  struct Asked {
    v1::SearchPeopleRequest request;
    std::string identifier;
    std::string scheme;
    std::int64_t limit = 50;
  };
  auto asked = std::make_shared<Asked>();
  CLI::App* verb = person.add_subcommand("search", "Find people");
  auto* by = verb->add_option_group("by", "Exactly one of");
  by->add_option("NAME", *asked->request.mutable_name(), "The beginning of a name")->type_name("");
  by->add_option("--born-on", *asked->request.mutable_born_on(), "Date of birth")
      ->check(Day())
      ->type_name("YYYY-MM-DD");
  by->add_option("--identifier", asked->identifier, "UPN, NHS number, the authority's own")
      ->type_name("ID");
  by->require_option(1);
  verb->add_option("--scheme", asked->scheme, "Whose identifier it is, e.g. upn, nhs, la_child_id")
      ->type_name("SCHEME");
  AddLimit(*verb, asked->limit);
  Runs(*verb, session, [&session, asked] {
    if (!asked->identifier.empty()) {
      asked->request.mutable_identifier()->set_value(asked->identifier);
      asked->request.mutable_identifier()->set_scheme(asked->scheme);
    }
    return Search(session, asked->request, asked->limit);
  });
}

}  // namespace caseload::cli
