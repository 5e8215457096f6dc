// SPDX-License-Identifier: Apache-2.0
// caseload worker: workers, one worker, and what one holds.
#include <fmt/format.h>

#include "caseload/v1/caseload_service.pb.h"
#include "caseload/v1/workforce_service.pb.h"
#include "cli/list_verb.h"
#include "cli/mix_words.h"
#include "cli/words.h"

namespace caseload::cli {
namespace {

template <class T>
std::string Number(bool recorded, T value) {
  return recorded ? fmt::format("{:g}", value) : "";
}

ExitCode List(Session& session, const v1::ListWorkersRequest& request, std::int64_t limit) {
  return ShowList<v1::ListWorkersResponse>(
      session, request, limit,
      {{"worker_id"}, {"name"}, {"team_id"}, {"job_title"}, {"fte", Align::kRight}, {"agency"}},
      [](const auto& answer, auto& rows) {
        for (const auto& worker : answer.workers()) {
          rows.push_back(
              {worker.worker_id(), worker.name(), worker.team_id(), worker.job_title(),
               Number(worker.has_full_time_equivalent(), worker.full_time_equivalent()),
               YesNo(worker.has_agency() ? std::optional(worker.agency()) : std::nullopt)});
        }
      });
}

ExitCode Show(Session& session, const v1::GetWorkerRequest& request) {
  const auto answer = session.connection().Call<v1::GetWorkerResponse>(request);
  if (!answer) return session.Fail(answer.problem());
  const auto& worker = answer->worker();
  Sheet sheet{{{"worker_id"},
               {"name"},
               {"team_id"},
               {"job_title"},
               {"role"},
               {"role_started_on"},
               {"role_ended_on"},
               {"fte"},
               {"agency"},
               {"newly_qualified"},
               {"etag"}},
              {}};
  sheet.rows.push_back(
      {worker.worker_id(), worker.name(), worker.team_id(), worker.job_title(), worker.role(),
       worker.role_started_on(), worker.role_ended_on(),
       Number(worker.has_full_time_equivalent(), worker.full_time_equivalent()),
       YesNo(worker.has_agency() ? std::optional(worker.agency()) : std::nullopt),
       YesNo(worker.has_newly_qualified() ? std::optional(worker.newly_qualified()) : std::nullopt),
       worker.etag()});
  return session.ShowCard(*answer, sheet);
}

ExitCode Caseload(Session& session, const v1::GetWorkerCaseloadRequest& request) {
  const auto answer = session.connection().Call<v1::GetWorkerCaseloadResponse>(request);
  if (!answer) return session.Fail(answer.problem());
  Sheet sheet{{{"worker_id"},
               {"cases"},
               {"children"},
               {"fte"},
               {"cases_per_full_time"},
               {"as_of_on"},
               {"sequence"}},
              {}};
  sheet.rows.push_back({answer->worker_id(), std::to_string(answer->cases()),
                        std::to_string(answer->children()),
                        Number(answer->has_full_time_equivalent(), answer->full_time_equivalent()),
                        Number(answer->has_cases_per_full_time(), answer->cases_per_full_time()),
                        answer->as_of_on(), std::to_string(answer->sequence())});
  session.ShowCard(*answer, sheet);
  if (!session.table() || answer->by_track().empty()) return kOk;
  Sheet tracks{{{"track"}, {"cases", Align::kRight}}, {}};
  for (const auto& row : answer->by_track()) {
    tracks.rows.push_back(
        {row.keys().empty() ? "" : KeyLabel(row.keys(0)), CountText(row.count())});
  }
  session.out() << '\n';
  return session.Show(*answer, tracks);
}

void AddList(CLI::App& group, Session& session) {
  struct Asked {
    v1::ListWorkersRequest request;
    std::int64_t limit = 200;
  };
  auto asked = std::make_shared<Asked>();
  CLI::App* verb = group.add_subcommand("list", "List workers");
  verb->add_option("--team", *asked->request.mutable_team_id(), "Only workers of this team")
      ->type_name("ID");
  AddLimit(*verb, asked->limit);
  Runs(*verb, session, [&session, asked] { return List(session, asked->request, asked->limit); });
}

}  // namespace

void AddWorker(CLI::App& program, Session& session) {
  CLI::App* group = AddGroup(program, "worker", "Workers and what they hold");
  AddList(*group, session);
  auto shown = std::make_shared<v1::GetWorkerRequest>();
  CLI::App* show = group->add_subcommand("show", "Show a worker");
  show->add_option("WORKER", *shown->mutable_worker_id(), "The worker")->required()->type_name("");
  Runs(*show, session, [&session, shown] { return Show(session, *shown); });

  auto held = std::make_shared<v1::GetWorkerCaseloadRequest>();
  CLI::App* caseload = group->add_subcommand("caseload", "Say how much a worker holds");
  caseload->add_option("WORKER", *held->mutable_worker_id(), "The worker")
      ->required()
      ->type_name("");
  AddMoment(*caseload, *held->mutable_moment());
  Runs(*caseload, session, [&session, held] { return Caseload(session, *held); });
}

}  // namespace caseload::cli
