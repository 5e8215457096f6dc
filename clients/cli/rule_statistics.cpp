// SPDX-License-Identifier: Apache-2.0
// caseload rule stats and shadow-report: what became of what a rule said, and what one in shadow
// would add.
#include "caseload/v1/finding_service.pb.h"
#include "cli/verbs.h"
#include "cpp/json.h"

namespace caseload::cli {
namespace {

std::vector<std::string> RowOf(const v1::RuleStatistics& of) {
  return {of.code().empty() ? "all" : of.code(),
          Thousands(of.said()),
          Thousands(of.cases()),
          Thousands(of.standing()),
          Thousands(of.accepted()),
          Thousands(of.overridden()),
          Thousands(of.snoozed()),
          Thousands(of.ended_unanswered()),
          of.has_median_seconds_to_answer() ? Thousands(of.median_seconds_to_answer()) : ""};
}

ExitCode Statistics(Session& session, const v1::GetRuleStatisticsRequest& request) {
  const auto answer = session.connection().Call<v1::GetRuleStatisticsResponse>(request);
  if (!answer) return session.Fail(answer.problem());
  Sheet sheet{{{"code"},
               {"said", Align::kRight},
               {"cases", Align::kRight},
               {"standing", Align::kRight},
               {"accepted", Align::kRight},
               {"overridden", Align::kRight},
               {"snoozed", Align::kRight},
               {"ended_unanswered", Align::kRight},
               {"median_seconds_to_answer", Align::kRight, false, true}},
              {}};
  for (const auto& of : answer->by_code()) sheet.rows.push_back(RowOf(of));
  sheet.rows.push_back(RowOf(answer->all()));
  const ExitCode code = session.Show(*answer, sheet);
  if (!session.table()) return code;
  for (const auto& reason : answer->overrides()) {
    session.out() << "overridden because of " << reason.reason_code() << ": "
                  << Thousands(reason.count()) << '\n';
  }
  if (answer->failed() > 0)
    session.out() << "The rule could not answer " << Thousands(answer->failed()) << " times.\n";
  return code;
}

void AddCounts(Sheet& sheet, const std::string& by,
               const google::protobuf::RepeatedPtrField<v1::ShadowCount>& counts) {
  for (const auto& of : counts) {
    sheet.rows.push_back({by, of.of().empty() ? "(none)" : of.of(), Thousands(of.only_in_force()),
                          Thousands(of.only_in_shadow()), Thousands(of.both())});
  }
}

ExitCode ShadowReport(Session& session, const v1::GetShadowReportRequest& request) {
  const auto answer = session.connection().Call<v1::GetShadowReportResponse>(request);
  if (!answer) return session.Fail(answer.problem());
  Sheet sheet{{{"by"},
               {"of"},
               {"only_in_force", Align::kRight},
               {"only_in_shadow", Align::kRight},
               {"both", Align::kRight}},
              {}};
  const auto& all = answer->all();
  sheet.rows.push_back({"all", "cases", Thousands(all.only_in_force()),
                        Thousands(all.only_in_shadow()), Thousands(all.both())});
  AddCounts(sheet, "code", answer->by_code());
  AddCounts(sheet, "concern", answer->by_concern());
  AddCounts(sheet, "team", answer->by_team());
  const ExitCode code = session.Show(*answer, sheet);
  if (!session.table()) return code;
  session.out() << "Asked about " << Thousands(answer->cases()) << " cases, failed on "
                << Thousands(answer->failed())
                << ".\nNew to read: " << Thousands(answer->workers_with_new_findings())
                << " workers would get findings that are new to them, on average "
                << answer->new_findings_a_worker_a_week() << " a week, at most "
                << answer->most_new_findings_a_worker_a_week() << ".\n";
  return code;
}

}  // namespace

void AddRuleStatistics(CLI::App& group, Session& session) {
  auto statistics = std::make_shared<v1::GetRuleStatisticsRequest>();
  CLI::App* stats =
      group.add_subcommand("stats", "What a rule said in a period, and what became of it");
  stats->add_option("RULE", *statistics->mutable_rule_id(), "The rule")->required()->type_name("");
  stats
      ->add_option("--from", *statistics->mutable_from_on(), "Findings first said from this day on")
      ->type_name("DAY")
      ->check(Day());
  stats->add_option("--until", *statistics->mutable_until_on(), "And up to this day")
      ->type_name("DAY")
      ->check(Day());
  Runs(*stats, session, [&session, statistics] { return Statistics(session, *statistics); });

  auto report = std::make_shared<v1::GetShadowReportRequest>();
  CLI::App* shadow = group.add_subcommand(
      "shadow-report", "What a rule in shadow would add to what is in force, where, and how much");
  shadow->add_option("RULE", *report->mutable_rule_id(), "The rule")->required()->type_name("");
  shadow->add_option("--from", *report->mutable_from_on(), "Count the load from this day on")
      ->type_name("DAY")
      ->check(Day());
  Runs(*shadow, session, [&session, report] { return ShadowReport(session, *report); });
}

}  // namespace caseload::cli
