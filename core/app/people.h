// SPDX-License-Identifier: Apache-2.0
// People: what can be done with people, their links and their families.
#pragma once

#include "app/desk.h"
#include "caseload/v1/people_service.pb.h"

namespace caseload::app {

class People {
 public:
  explicit People(const Desk& desk) : desk_(desk) {}

  void Create(const Asking& asking, const v1::CreatePersonRequest& request, Done done);
  Result<v1::GetPersonResponse> Get(const v1::GetPersonRequest& request) const;
  void Update(const Asking& asking, const v1::UpdatePersonRequest& request, Done done);
  Result<v1::SearchPeopleResponse> Search(const v1::SearchPeopleRequest& request) const;
  Result<v1::ListPersonHistoryResponse> History(const v1::ListPersonHistoryRequest& request) const;

  void Link(const Asking& asking, const v1::CreateRelationshipRequest& request, Done done);
  void EndLink(const Asking& asking, const v1::EndRelationshipRequest& request, Done done);
  Result<v1::ListRelationshipsResponse> ListLinks(
      const v1::ListRelationshipsRequest& request) const;

  void CreateFamily(const Asking& asking, const v1::CreateFamilyRequest& request, Done done);
  void UpdateFamily(const Asking& asking, const v1::UpdateFamilyRequest& request, Done done);
  Result<v1::GetFamilyResponse> GetFamily(const v1::GetFamilyRequest& request) const;
  Result<v1::ListFamiliesResponse> ListFamilies(const v1::ListFamiliesRequest& request) const;

 private:
  const Desk& desk_;
};

}  // namespace caseload::app
