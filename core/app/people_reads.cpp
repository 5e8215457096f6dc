// SPDX-License-Identifier: Apache-2.0
#include "app/people.h"
#include "app/reading.h"
#include "record/checks.h"

namespace caseload::app {
namespace {

constexpr std::size_t kShortestName = 2;

store::FindQuery Under(store::Field field, const std::string& value) {
  store::FindQuery query;
  query.field = field;
  query.value = value;
  return query;
}

Outcome CheckExists(const Desk& desk, const std::string& person_id) {
  auto person = ReadRecord(desk, store::Kind::kPerson, person_id, {}, "person_id");
  if (!person) return person.error();
  return Nothing{};
}

Error OneOfThree() {
  return {v1::ERROR_REASON_FIELDS_INVALID,
          "a search needs exactly one of name, born_on and identifier",
          {{"name", "exactly one of name, born_on and identifier is required"}}};
}

Result<v1::SearchPeopleResponse> SearchIdentifier(const Desk& desk,
                                                  const v1::SearchPeopleRequest& request) {
  const std::string& scheme = request.identifier().scheme();
  const std::string& value = request.identifier().value();
  auto found = ListBy<v1::Person>(desk, request, Under(store::Field::kIdentifier, value),
                                  &v1::SearchPeopleResponse::mutable_people);
  if (!found || scheme.empty()) return found;
  auto& people = *found->mutable_people();
  for (int i = people.size() - 1; i >= 0; --i) {
    const auto& held = people[i].identifiers();
    const bool named = std::any_of(held.begin(), held.end(), [&](const v1::Identifier& one) {
      return one.scheme() == scheme && one.value() == value;
    });
    if (!named) people.DeleteSubrange(i, 1);
  }
  return found;
}

}  // namespace

Result<v1::GetPersonResponse> People::Get(const v1::GetPersonRequest& request) const {
  auto then = Resolve(desk_, request.moment());
  if (!then) return then.error();
  auto person = ReadMessage<v1::Person>(desk_, request.person_id(), *then, "person_id");
  if (!person) return person.error();
  v1::GetPersonResponse response;
  *response.mutable_person() = *std::move(person);
  if (request.view() == v1::PERSON_VIEW_BASIC) response.mutable_person()->clear_addresses();
  return response;
}

Result<v1::SearchPeopleResponse> People::Search(const v1::SearchPeopleRequest& request) const {
  const int given = (request.name().empty() ? 0 : 1) + (request.born_on().empty() ? 0 : 1) +
                    (request.identifier().value().empty() ? 0 : 1);
  if (given != 1) return OneOfThree();
  using Response = v1::SearchPeopleResponse;
  if (!request.born_on().empty()) {
    record::Problems problems;
    problems.Day("born_on", request.born_on());
    if (auto wrong = problems.Judge(); !wrong) return wrong.error();
    return ListBy<v1::Person>(desk_, request, Under(store::Field::kBornOn, request.born_on()),
                              &Response::mutable_people);
  }
  if (request.name().empty()) return SearchIdentifier(desk_, request);
  const std::string name = Folded(request.name());
  if (name.size() < kShortestName) {
    return Error{v1::ERROR_REASON_FIELDS_INVALID,
                 "name has fewer than two letters",
                 {{"name", "has fewer than two letters"}}};
  }
  auto by_name = Under(store::Field::kName, name);
  by_name.prefix = true;
  return ListBy<v1::Person>(desk_, request, by_name, &Response::mutable_people);
}

Result<v1::ListPersonHistoryResponse> People::History(
    const v1::ListPersonHistoryRequest& request) const {
  if (auto missing = CheckExists(desk_, request.person_id()); !missing) return missing.error();
  return ReadHistory<v1::ListPersonHistoryResponse>(desk_, request, request.person_id());
}

Result<v1::ListRelationshipsResponse> People::ListLinks(
    const v1::ListRelationshipsRequest& request) const {
  if (auto missing = CheckExists(desk_, request.person_id()); !missing) return missing.error();
  return ListBy<v1::Relationship>(desk_, request,
                                  Under(store::Field::kLinkOfPerson, request.person_id()),
                                  &v1::ListRelationshipsResponse::mutable_relationships);
}

Result<v1::GetFamilyResponse> People::GetFamily(const v1::GetFamilyRequest& request) const {
  auto then = Resolve(desk_, request.moment());
  if (!then) return then.error();
  auto family = ReadMessage<v1::Family>(desk_, request.family_id(), *then, "family_id");
  if (!family) return family.error();
  v1::GetFamilyResponse response;
  *response.mutable_family() = *std::move(family);
  return response;
}

Result<v1::ListFamiliesResponse> People::ListFamilies(
    const v1::ListFamiliesRequest& request) const {
  if (auto missing = CheckExists(desk_, request.person_id()); !missing) return missing.error();
  return ListBy<v1::Family>(desk_, request,
                            Under(store::Field::kFamilyOfPerson, request.person_id()),
                            &v1::ListFamiliesResponse::mutable_families);
}

}  // namespace caseload::app
