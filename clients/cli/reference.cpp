// SPDX-License-Identifier: Apache-2.0
// caseload reference: code sets, their codes, and the calendar.
#include "caseload/v1/reference_service.pb.h"
#include "cli/list_verb.h"

namespace caseload::cli {
namespace {

ExitCode Sets(Session& session, std::int64_t limit) {
  return ShowList<v1::ListCodeSetsResponse>(
      session, v1::ListCodeSetsRequest(), limit,
      {{"name"}, {"codes", Align::kRight}, {"version"}, {"title"}, {"source"}},
      [](const auto& answer, auto& rows) {
        for (const auto& set : answer.code_sets()) {
          rows.push_back(
              {set.name(), std::to_string(set.codes()), set.version(), set.title(), set.source()});
        }
      });
}

ExitCode Codes(Session& session, const v1::ListCodesRequest& request, std::int64_t limit) {
  return ShowList<v1::ListCodesResponse>(
      session, request, limit,
      {{"code"}, {"label"}, {"parent"}, {"kind"}, {"valid_from_on"}, {"valid_until_on"}},
      [](const auto& answer, auto& rows) {
        for (const auto& code : answer.codes()) {
          rows.push_back({code.code(), code.label(), code.parent(), code.kind(),
                          code.valid_from_on(), code.valid_until_on()});
        }
      });
}

ExitCode Calendar(Session& session, std::int32_t year) {
  v1::GetCalendarRequest request;
  request.set_year(year);
  const auto answer = session.connection().Call<v1::GetCalendarResponse>(request);
  if (!answer) return session.Fail(answer.problem());
  Sheet sheet{{{"bank_holiday"}}, {}};
  for (const std::string& day : answer->holidays_on()) sheet.rows.push_back({day});
  session.Show(*answer, sheet);
  if (session.table()) {
    session.out() << "known from " << answer->known_from_on() << " to " << answer->known_until_on()
                  << '\n';
  }
  return kOk;
}

void AddCodes(CLI::App& group, Session& session) {
  struct Asked {
    v1::ListCodesRequest request;
    std::int64_t limit = 2'000;
  };
  auto asked = std::make_shared<Asked>();
  CLI::App* codes = group.add_subcommand("codes", "List the codes of a set");
  codes->add_option("SET", *asked->request.mutable_code_set(), "The set")
      ->required()
      ->type_name("");
  codes->add_option("--on", *asked->request.mutable_valid_on(), "Only codes valid on this day")
      ->check(Day())
      ->type_name("YYYY-MM-DD");
  AddLimit(*codes, asked->limit);
  Runs(*codes, session, [&session, asked] { return Codes(session, asked->request, asked->limit); });
}

}  // namespace

void AddReference(CLI::App& program, Session& session) {
  CLI::App* group = AddGroup(program, "reference", "What codes mean and which days are worked");
  auto limit = std::make_shared<std::int64_t>(500);
  CLI::App* sets = group->add_subcommand("sets", "List the code sets");
  AddLimit(*sets, *limit);
  Runs(*sets, session, [&session, limit] { return Sets(session, *limit); });
  AddCodes(*group, session);
  auto year = std::make_shared<std::int32_t>(0);
  CLI::App* calendar = group->add_subcommand("calendar", "List the bank holidays of a year");
  calendar->add_option("YEAR", *year, "The year")->required()->type_name("");
  Runs(*calendar, session, [&session, year] { return Calendar(session, *year); });
}

}  // namespace caseload::cli
