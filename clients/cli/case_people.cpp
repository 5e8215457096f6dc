// SPDX-License-Identifier: Apache-2.0
// Asks for the child, the allocations, and the names of their workers and teams.
#include "cli/case_people.h"

#include "caseload/v1/people_service.pb.h"
#include "caseload/v1/workforce_service.pb.h"
#include "cli/words.h"
#include "cpp/listing.h"

namespace caseload::cli {
namespace {

// A case that changed hands more often is read through the API.
constexpr std::int64_t kAllocationsMost = 2'000;

bool HeldThen(const v1::Allocation& allocation, const std::string& day) {
  if (day.empty()) return allocation.until_on().empty();
  return allocation.from_on() <= day &&
         (allocation.until_on().empty() || allocation.until_on() >= day);
}

std::string TeamName(const client::Connection& connection, const std::string& team_id) {
  if (team_id.empty()) return "";
  v1::GetTeamRequest request;
  request.set_team_id(team_id);
  const auto answer = connection.Call<v1::GetTeamResponse>(request);
  return answer && !answer->team().name().empty() ? answer->team().name() : team_id;
}

std::string Holder(const client::Connection& connection, const v1::Allocation& allocation) {
  v1::GetWorkerRequest request;
  request.set_worker_id(allocation.worker_id());
  const auto answer = connection.Call<v1::GetWorkerResponse>(request);
  const std::string name = answer ? answer->worker().name() : "";
  const std::string team_id =
      allocation.team_id().empty() && answer ? answer->worker().team_id() : allocation.team_id();
  const std::string team = TeamName(connection, team_id);
  std::string text = name.empty() ? allocation.worker_id() : name;
  if (!team.empty()) text += (text.empty() ? "" : ", ") + team;
  if (!name.empty()) text += " (" + allocation.worker_id() + ")";
  if (!allocation.from_on().empty()) text += ", since " + allocation.from_on();
  if (!allocation.role().empty()) text += ", as " + allocation.role();
  return text;
}

}  // namespace

std::string ChildName(const client::Connection& connection, const v1::Case& found,
                      const v1::Moment& moment) {
  v1::GetPersonRequest request;
  request.set_person_id(found.child_id());
  request.set_view(v1::PERSON_VIEW_BASIC);
  *request.mutable_moment() = moment;
  const auto answer = connection.Call<v1::GetPersonResponse>(request);
  return answer ? NameOf(answer->person()) : "";
}

std::string HoldersOf(const client::Connection& connection, const v1::Case& found,
                      const v1::Moment& moment) {
  if (moment.has_known_at()) return "";
  v1::ListAllocationsRequest request;
  request.set_case_id(found.case_id());
  const auto answer =
      client::Collect<v1::ListAllocationsResponse>(connection, request, kAllocationsMost);
  if (!answer) return "";
  std::string text;
  for (const auto& allocation : answer->allocations()) {
    if (!HeldThen(allocation, moment.as_of_on())) continue;
    text += (text.empty() ? "" : "; ") + Holder(connection, allocation);
  }
  return text.empty() && found.closed_on().empty() ? "nobody" : text;
}

}  // namespace caseload::cli
