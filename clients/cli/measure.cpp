// SPDX-License-Identifier: Apache-2.0
// caseload measure: the figures authorities publish every year.
#include <fmt/format.h>

#include "caseload/v1/caseload_service.pb.h"
#include "cli/list_verb.h"
#include "cli/mix_words.h"

namespace caseload::cli {
namespace {

ExitCode List(Session& session, std::int64_t limit) {
  return ShowList<v1::ListMeasuresResponse>(
      session, v1::ListMeasuresRequest(), limit, {{"name"}, {"unit"}, {"title"}},
      [](const auto& answer, auto& rows) {
        for (const auto& measure : answer.measures()) {
          rows.push_back({measure.name(), measure.unit(), measure.title()});
        }
      });
}

// In a table rounded as the official tables are; for other programs as it was computed.
std::string Figure(const v1::GetMeasureResponse& answer, bool rounded) {
  if (answer.has_none()) return NoValueLetter(answer.none());
  if (!answer.has_number()) return "";
  if (!rounded) return fmt::format("{:.10g}", answer.number());
  const int decimals = answer.measure().unit() == "count" ? 0 : 1;
  return fmt::format("{:.{}f}", answer.number(), decimals);
}

ExitCode Get(Session& session, const v1::GetMeasureRequest& request) {
  const auto answer = session.connection().Call<v1::GetMeasureResponse>(request);
  if (!answer) return session.Fail(answer.problem());
  const bool share = answer->denominator() > 0;
  session.ShowCard(*answer,
                   {{{"name"},
                     {"title"},
                     {"year_ending"},
                     {"figure"},
                     {"unit"},
                     {"numerator"},
                     {"denominator"},
                     {"definition"},
                     {"sequence"}},
                    {{answer->measure().name(), answer->measure().title(),
                      std::to_string(answer->year()) + "-03-31", Figure(*answer, session.table()),
                      answer->measure().unit(), share ? std::to_string(answer->numerator()) : "",
                      share ? std::to_string(answer->denominator()) : "",
                      answer->measure().definition(), std::to_string(answer->sequence())}}});
  if (session.table() && answer->has_none())
    session.out() << NoValueFootnote(answer->none()) << '\n';
  return kOk;
}

}  // namespace

void AddMeasure(CLI::App& program, Session& session) {
  CLI::App* group = AddGroup(program, "measure", "Published measures");
  auto limit = std::make_shared<std::int64_t>(500);
  CLI::App* list = group->add_subcommand("list", "List the measures that can be asked for");
  AddLimit(*list, *limit);
  Runs(*list, session, [&session, limit] { return List(session, *limit); });

  struct Asked {
    v1::GetMeasureRequest request;
    std::int32_t year = 0;
  };
  auto asked = std::make_shared<Asked>();
  CLI::App* get = group->add_subcommand("get", "Compute one measure for one year");
  get->add_option("NAME", *asked->request.mutable_name(), "The measure")->required()->type_name("");
  get->add_option("--year", asked->year, "The year ending on 31 March of this year")
      ->required()
      ->type_name("Y");
  AddKnownAt(*get, *asked->request.mutable_known_at());
  Runs(*get, session, [&session, asked] {
    asked->request.set_year(asked->year);
    const auto& known_at = asked->request.known_at();
    if (known_at.seconds() == 0 && known_at.nanos() == 0) asked->request.clear_known_at();
    return Get(session, asked->request);
  });
}

}  // namespace caseload::cli
