// SPDX-License-Identifier: Apache-2.0
#include "app/people.h"
#include "rpc/services.h"

namespace caseload::rpc {

using app::Asking;
using app::Done;

void BindPeopleService(Doors& doors, app::People& people) {
  doors.Change<v1::CreatePersonRequest>(
      [&people](const Asking& asking, const auto& request, Done done) {
        people.Create(asking, request, std::move(done));
      });
  doors.Change<v1::UpdatePersonRequest>(
      [&people](const Asking& asking, const auto& request, Done done) {
        people.Update(asking, request, std::move(done));
      });
  doors.Change<v1::CreateRelationshipRequest>(
      [&people](const Asking& asking, const auto& request, Done done) {
        people.Link(asking, request, std::move(done));
      });
  doors.Change<v1::EndRelationshipRequest>(
      [&people](const Asking& asking, const auto& request, Done done) {
        people.EndLink(asking, request, std::move(done));
      });
  doors.Change<v1::CreateFamilyRequest>(
      [&people](const Asking& asking, const auto& request, Done done) {
        people.CreateFamily(asking, request, std::move(done));
      });
  doors.Change<v1::UpdateFamilyRequest>(
      [&people](const Asking& asking, const auto& request, Done done) {
        people.UpdateFamily(asking, request, std::move(done));
      });
  doors.Read<v1::GetPersonRequest>([&people](const auto& request) { return people.Get(request); });
  doors.Read<v1::SearchPeopleRequest>(
      [&people](const auto& request) { return people.Search(request); });
  doors.Read<v1::ListPersonHistoryRequest>(
      [&people](const auto& request) { return people.History(request); });
  doors.Read<v1::ListRelationshipsRequest>(
      [&people](const auto& request) { return people.ListLinks(request); });
  doors.Read<v1::GetFamilyRequest>(
      [&people](const auto& request) { return people.GetFamily(request); });
  doors.Read<v1::ListFamiliesRequest>(
      [&people](const auto& request) { return people.ListFamilies(request); });
}

}  // namespace caseload::rpc
