// SPDX-License-Identifier: Apache-2.0
// caseload person show: one person; addresses only when they are asked for.
#include "caseload/v1/people_service.pb.h"
#include "cli/verbs.h"
#include "cli/words.h"

namespace caseload::cli {
namespace {

struct Asked {
  v1::GetPersonRequest request;
  bool addresses = false;
};

std::string Identifiers(const v1::Person& person) {
  std::string text;
  for (const auto& identifier : person.identifiers()) {
    text += (text.empty() ? "" : ", ") + identifier.scheme() + " " + identifier.value();
  }
  return text;
}

std::string Addresses(const v1::Person& person) {
  std::string text;
  for (const auto& address : person.addresses()) {
    if (!text.empty()) text += "; ";
    if (address.protected_()) text += "PROTECTED: ";
    for (const std::string& line : address.lines()) text += line + ", ";
    text += address.lines().empty() ? address.source_text() + " " + address.postcode()
                                    : address.postcode();
    if (!address.until_on().empty()) text += " (until " + address.until_on() + ")";
  }
  return text;
}

ExitCode Show(Session& session, v1::GetPersonRequest request, bool addresses) {
  request.set_view(addresses ? v1::PERSON_VIEW_FULL : v1::PERSON_VIEW_BASIC);
  const auto answer = session.connection().Call<v1::GetPersonResponse>(request);
  if (!answer) return session.Fail(answer.problem());
  const auto& person = answer->person();
  Sheet sheet{{{"person_id"},
               {"name"},
               {"born_on"},
               {"expected_on"},
               {"died_on"},
               {"sex"},
               {"ethnicity"},
               {"disabilities"},
               {"identifiers"},
               {"recorded_at"},
               {"etag"},
               {"addresses"}},
              {}};
  std::string disabilities;
  for (const std::string& code : person.disabilities()) {
    disabilities += (disabilities.empty() ? "" : " ") + code;
  }
  sheet.rows.push_back({person.person_id(), NameOf(person), person.born_on(), person.expected_on(),
                        person.died_on(), person.sex(), person.ethnicity(), disabilities,
                        Identifiers(person), InstantText(person.recorded_at()), person.etag(),
                        Addresses(person)});
  return session.ShowCard(*answer, sheet);
}

}  // namespace

void AddPersonShow(CLI::App& person, Session& session) {
  auto asked = std::make_shared<Asked>();
  CLI::App* verb = person.add_subcommand("show", "Show a person");
  verb->add_option("PERSON", *asked->request.mutable_person_id(), "The person")
      ->required()
      ->type_name("");
  verb->add_flag("--addresses", asked->addresses, "Show addresses too");
  AddMoment(*verb, *asked->request.mutable_moment());
  Runs(*verb, session,
       [&session, asked] { return Show(session, asked->request, asked->addresses); });
}

}  // namespace caseload::cli
