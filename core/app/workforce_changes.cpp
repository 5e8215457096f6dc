// SPDX-License-Identifier: Apache-2.0
#include "app/masks.h"
#include "app/reading.h"
#include "app/workforce.h"
#include "record/checks.h"

namespace caseload::app {
namespace {

using record::CheckEtag;
using record::Problems;

Outcome CheckTeam(Draft& draft, const std::string& team_id, const std::string& field) {
  if (team_id.empty()) return Nothing{};
  auto team = draft.Load<v1::Team>(team_id, field);
  if (!team) return team.error();
  return Nothing{};
}

}  // namespace

void Workforce::CreateTeam(const Asking& asking, const v1::CreateTeamRequest& request, Done done) {
  Problems problems;
  record::CheckTeam(request.team(), "team", problems);
  if (auto wrong = problems.Judge(); !wrong) return done(wrong.error());
  const auto decide = [request](Draft& draft) -> Result<Answer> {
    v1::Team team = request.team();
    team.clear_source();
    if (auto missing = CheckTeam(draft, team.parent_team_id(), "team.parent_team_id"); !missing)
      return missing.error();
    draft.Create(team);
    v1::CreateTeamResponse response;
    *response.mutable_team() = team;
    return AnswerWith(std::move(response));
  };
  desk_.Change(asking, "teams.create", "", decide, std::move(done));
}

void Workforce::CreateWorker(const Asking& asking, const v1::CreateWorkerRequest& request,
                             Done done) {
  Problems problems;
  record::CheckWorker(request.worker(), "worker", problems);
  if (auto wrong = problems.Judge(); !wrong) return done(wrong.error());
  const auto decide = [request](Draft& draft) -> Result<Answer> {
    v1::Worker worker = request.worker();
    worker.clear_source();
    if (auto missing = CheckTeam(draft, worker.team_id(), "worker.team_id"); !missing)
      return missing.error();
    draft.Create(worker);
    v1::CreateWorkerResponse response;
    *response.mutable_worker() = worker;
    return AnswerWith(std::move(response));
  };
  desk_.Change(asking, "workers.create", "", decide, std::move(done));
}

void Workforce::UpdateWorker(const Asking& asking, const v1::UpdateWorkerRequest& request,
                             Done done) {
  const auto decide = [request](Draft& draft) -> Result<Answer> {
    const std::string& id = request.worker().worker_id();
    auto kept = draft.Load<v1::Worker>(id, "worker.worker_id");
    if (!kept) return kept.error();
    if (auto stale = CheckEtag(request.worker().etag(), kept->version); !stale)
      return stale.error();
    v1::Worker worker = kept->message;
    if (auto wrong = Apply(request.update_mask(), request.worker(), worker); !wrong)
      return wrong.error();
    Problems problems;
    record::CheckWorker(worker, "worker", problems);
    if (auto wrong = problems.Judge(); !wrong) return wrong.error();
    if (auto missing = CheckTeam(draft, worker.team_id(), "worker.team_id"); !missing)
      return missing.error();
    draft.Update(worker, id);
    v1::UpdateWorkerResponse response;
    *response.mutable_worker() = worker;
    return AnswerWith(std::move(response));
  };
  desk_.Change(asking, "workers.update", "", decide, std::move(done));
}

// A case may be held by several workers at once: a handover overlaps, and a child has one social
// worker and others.
void Workforce::Allocate(const Asking& asking, const v1::AllocateRequest& request, Done done) {
  Problems problems;
  record::CheckAllocation(request.allocation(), "allocation", problems);
  if (auto wrong = problems.Judge(); !wrong) return done(wrong.error());
  const auto decide = [request](Draft& draft) -> Result<Answer> {
    v1::Allocation allocation = request.allocation();
    allocation.clear_source();
    auto held = draft.Load<v1::Case>(allocation.case_id(), "allocation.case_id");
    if (!held) return held.error();
    if (!held->message.closed_on().empty() && allocation.until_on().empty()) {
      return Error{v1::ERROR_REASON_CASE_CLOSED,
                   "the case is closed: an allocation to it needs its last day",
                   {{"allocation.until_on", "is required for a closed case"}}};
    }
    auto worker = draft.Load<v1::Worker>(allocation.worker_id(), "allocation.worker_id");
    if (!worker) return worker.error();
    if (allocation.team_id().empty()) allocation.set_team_id(worker->message.team_id());
    if (auto missing = CheckTeam(draft, allocation.team_id(), "allocation.team_id"); !missing)
      return missing.error();
    allocation.set_child_id(held->message.child_id());
    draft.Create(allocation);
    v1::AllocateResponse response;
    *response.mutable_allocation() = allocation;
    return AnswerWith(std::move(response));
  };
  desk_.Change(asking, "allocations.create", "", decide, std::move(done));
}

void Workforce::EndAllocation(const Asking& asking, const v1::EndAllocationRequest& request,
                              Done done) {
  Problems problems;
  problems.NeededId("allocation_id", request.allocation_id());
  problems.NeededDay("until_on", request.until_on());
  problems.Needs("end_reason", request.end_reason());
  if (auto wrong = problems.Judge(); !wrong) return done(wrong.error());
  const auto decide = [request](Draft& draft) -> Result<Answer> {
    auto kept = draft.Load<v1::Allocation>(request.allocation_id(), "allocation_id");
    if (!kept) return kept.error();
    if (auto stale = CheckEtag(request.etag(), kept->version); !stale) return stale.error();
    kept->message.set_until_on(request.until_on());
    kept->message.set_end_reason(request.end_reason());
    draft.Update(kept->message, request.allocation_id());
    v1::EndAllocationResponse response;
    *response.mutable_allocation() = kept->message;
    return AnswerWith(std::move(response));
  };
  desk_.Change(asking, "allocations.end", "", decide, std::move(done));
}

void Workforce::RecordAbsence(const Asking& asking, const v1::RecordAbsenceRequest& request,
                              Done done) {
  Problems problems;
  record::CheckAbsence(request.absence(), "absence", problems);
  if (auto wrong = problems.Judge(); !wrong) return done(wrong.error());
  const auto decide = [request](Draft& draft) -> Result<Answer> {
    v1::Absence absence = request.absence();
    absence.clear_source();
    auto worker = draft.Load<v1::Worker>(absence.worker_id(), "absence.worker_id");
    if (!worker) return worker.error();
    if (!absence.covered_by_worker_id().empty()) {
      auto cover =
          draft.Load<v1::Worker>(absence.covered_by_worker_id(), "absence.covered_by_worker_id");
      if (!cover) return cover.error();
    }
    draft.Create(absence);
    v1::RecordAbsenceResponse response;
    *response.mutable_absence() = absence;
    return AnswerWith(std::move(response));
  };
  desk_.Change(asking, "absences.record", "", decide, std::move(done));
}

}  // namespace caseload::app
