// SPDX-License-Identifier: Apache-2.0
// caseload mix: what the caseload is made of.
#include <sstream>

#include "caseload/v1/caseload_service.pb.h"
#include "cli/mix_answer.h"
#include "cli/mix_values.h"
#include "cli/mix_words.h"
#include "cli/suggest.h"
#include "cli/verbs.h"

namespace caseload::cli {
namespace {

// Narrower than this, bars say less than the table above them.
constexpr int kChartWidth = 60;

struct Asked {
  v1::GetMixRequest request;
  std::string basis;
  std::string unit = "children";
  std::vector<std::string> by;
  std::vector<std::string> where;
  std::string open_during;
  std::string started_in;
  std::string ended_in;
  bool chart = false;
  bool no_chart = false;
};

std::string Joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

// What is wrong, or nothing.
std::string ReadDimension(const std::string& name, v1::MixDimension& dimension) {
  dimension = DimensionNamed(name);
  if (dimension != v1::MIX_DIMENSION_UNSPECIFIED) return "";
  const std::string meant = DidYouMean(name, DimensionNames());
  return "there is no dimension " + name +
         (meant.empty() ? ": " + Joined(DimensionNames()) : meant);
}

std::string ReadFilter(const std::string& text, v1::GetMixRequest& request) {
  const std::size_t sign = text.find('=');
  if (sign == std::string::npos) return "--where needs DIM=VALUE, not " + text;
  v1::MixDimension dimension{};
  if (const auto wrong = ReadDimension(text.substr(0, sign), dimension); !wrong.empty())
    return wrong;
  auto* filter = request.add_filters();
  filter->set_dimension(dimension);
  std::istringstream values(text.substr(sign + 1));
  for (std::string value; std::getline(values, value, ',');) {
    filter->add_values(ValueAsKept(dimension, value));
  }
  if (filter->values().empty()) filter->add_values("");
  return "";
}

std::string ReadPeriod(const std::string& text, v1::MixPeriodKind kind,
                       v1::GetMixRequest& request) {
  if (text.empty()) return "";
  const std::size_t dots = text.find("..");
  if (dots == std::string::npos) return "a period is FROM..UNTIL, e.g. 2023-04-01..2024-03-31";
  request.mutable_period()->set_kind(kind);
  request.mutable_period()->set_from_on(text.substr(0, dots));
  request.mutable_period()->set_until_on(text.substr(dots + 2));
  return "";
}

std::string ReadQuestion(Asked& asked) {
  auto& request = asked.request;
  request.set_basis(BasisNamed(asked.basis));
  request.set_unit(UnitNamed(asked.unit));
  for (const std::string& name : asked.by) {
    v1::MixDimension dimension{};
    if (const auto wrong = ReadDimension(name, dimension); !wrong.empty()) return wrong;
    request.add_by(dimension);
  }
  for (const std::string& text : asked.where) {
    if (const auto wrong = ReadFilter(text, request); !wrong.empty()) return wrong;
  }
  for (const auto& [text, kind] : {std::pair(&asked.open_during, v1::MIX_PERIOD_KIND_OPEN_DURING),
                                   std::pair(&asked.started_in, v1::MIX_PERIOD_KIND_STARTED_IN),
                                   std::pair(&asked.ended_in, v1::MIX_PERIOD_KIND_ENDED_IN)}) {
    if (const auto wrong = ReadPeriod(*text, kind, request); !wrong.empty()) return wrong;
  }
  return "";
}

bool WantsChart(const Session& session, const Asked& asked) {
  if (asked.chart || asked.no_chart) return asked.chart;
  return session.screen().out_is_terminal && session.screen().width >= kChartWidth;
}

ExitCode Mix(Session& session, Asked& asked) {
  if (const std::string wrong = ReadQuestion(asked); !wrong.empty())
    return session.FailUsage(wrong);
  const auto answer = session.connection().Call<v1::GetMixResponse>(asked.request);
  if (!answer) return session.Fail(WithAllowedValues(answer.problem(), asked.request));
  if (!session.table()) return session.Show(*answer, MixRecords(*answer));
  session.Show(*answer, MixTable(*answer));
  const auto chart = MixChart(*answer);
  if (chart && WantsChart(session, asked)) {
    session.out() << '\n';
    PrintChart(session.out(), *chart, {session.color(), session.screen().width});
  }
  session.out() << '\n';
  for (const std::string& line : MixFootnotes(*answer)) session.out() << line << '\n';
  return kOk;
}

void AddPeriods(CLI::App& verb, Asked& asked) {
  auto* open =
      verb.add_option("--open-during", asked.open_during, "Open on any day of FROM..UNTIL");
  auto* started = verb.add_option("--started-in", asked.started_in, "Referred in FROM..UNTIL");
  auto* ended = verb.add_option("--ended-in", asked.ended_in, "Closed in FROM..UNTIL");
  open->excludes(started)->excludes(ended);
  started->excludes(ended);
  for (auto* option : {open, started, ended}) option->type_name("A..B");
}

}  // namespace

void AddMix(CLI::App& program, Session& session) {
  auto asked = std::make_shared<Asked>();
  CLI::App* verb = program.add_subcommand("mix", "Say what the caseload is made of");
  verb->add_option("--basis", asked->basis, "Which assertions: " + Joined(BasisNames()))
      ->required()
      ->check(CLI::IsMember(BasisNames()).description(""))
      ->type_name("BASIS");
  verb->add_option("--unit", asked->unit, "What is counted: " + Joined(UnitNames()))
      ->check(CLI::IsMember(UnitNames()).description(""))
      ->type_name("UNIT")
      ->capture_default_str();
  verb->add_option("--by", asked->by, "Group by, at most three of: " + Joined(DimensionNames()))
      ->delimiter(',')
      ->type_name("DIM,...");
  verb->add_option("--where", asked->where, "Only those with one of the values in the dimension")
      ->type_name("DIM=VALUE,...");
  AddMoment(*verb, *asked->request.mutable_moment());
  AddPeriods(*verb, *asked);
  verb->add_flag_callback(
      "--unsuppressed", [asked] { asked->request.set_unsuppressed(true); },
      "Show counts of 1 to 5 as they are; needs permission of its own");
  auto* chart = verb->add_flag("--chart", asked->chart,
                               "Draw bars; done anyway on a terminal that is wide enough");
  verb->add_flag("--no-chart", asked->no_chart, "Draw no bars")->excludes(chart);
  Runs(*verb, session, [&session, asked] { return Mix(session, *asked); });
}

}  // namespace caseload::cli
