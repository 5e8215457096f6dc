// SPDX-License-Identifier: Apache-2.0
#include "app/codes.h"
#include "app/masks.h"
#include "app/people.h"
#include "app/reading.h"
#include "record/checks.h"
#include "record/quality.h"

namespace caseload::app {
namespace {

// An identifier names one person. The person who has it already is not named in the refusal.
Outcome CheckIdentifiers(Draft& draft, const v1::Person& person, const std::string& own_id) {
  for (int i = 0; i < person.identifiers_size(); ++i) {
    const auto& wanted = person.identifiers(i);
    auto holders = draft.Under(store::Field::kIdentifier, wanted.value());
    if (!holders) return holders.error();
    for (const auto& id : *holders) {
      if (id == own_id) continue;
      auto other = draft.Load<v1::Person>(id, "person");
      if (!other) return other.error();
      for (const auto& held : other->message.identifiers()) {
        if (held.scheme() != wanted.scheme() || held.value() != wanted.value()) continue;
        return Error{v1::ERROR_REASON_IDENTIFIER_TAKEN,
                     "another person is known under one of the identifiers",
                     {{"person.identifiers[" + std::to_string(i) + "]", "is another person's"}}};
      }
    }
  }
  return Nothing{};
}

template <class Response>
Answer PersonAnswer(const taxonomy::Packs& packs, const v1::Person& person, Date today) {
  Response response;
  *response.mutable_person() = person;
  record::Findings findings = record::QualityOf(person, today);
  AddCodeFindings(packs, person, findings);
  for (auto& finding : findings) *response.add_findings() = std::move(finding);
  return AnswerWith(std::move(response));
}

Outcome CheckMembers(Draft& draft, const v1::Family& family) {
  for (const auto& member : family.members()) {
    auto person = draft.Load<v1::Person>(member.person_id(), "family.members.person_id");
    if (!person) return person.error();
  }
  return Nothing{};
}

}  // namespace

void People::Create(const Asking& asking, const v1::CreatePersonRequest& request, Done done) {
  record::Problems problems;
  record::CheckPerson(request.person(), "person", problems);
  if (auto wrong = problems.Judge(); !wrong) return done(wrong.error());
  desk_.Change(
      asking, "people.create", "",
      [this, request](Draft& draft) -> Result<Answer> {
        v1::Person person = request.person();
        person.clear_source();
        if (auto taken = CheckIdentifiers(draft, person, ""); !taken) return taken.error();
        draft.Create(person);
        return PersonAnswer<v1::CreatePersonResponse>(desk_.packs(), person, draft.today());
      },
      std::move(done));
}

void People::Update(const Asking& asking, const v1::UpdatePersonRequest& request, Done done) {
  desk_.Change(
      asking, "people.update", "",
      [this, request](Draft& draft) -> Result<Answer> {
        const std::string& id = request.person().person_id();
        auto kept = draft.Load<v1::Person>(id, "person.person_id");
        if (!kept) return kept.error();
        if (auto stale = record::CheckEtag(request.person().etag(), kept->version); !stale)
          return stale.error();
        v1::Person person = kept->message;
        if (auto wrong = Apply(request.update_mask(), request.person(), person); !wrong)
          return wrong.error();
        record::Problems problems;
        record::CheckPerson(person, "person", problems);
        if (auto wrong = problems.Judge(); !wrong) return wrong.error();
        if (auto taken = CheckIdentifiers(draft, person, id); !taken) return taken.error();
        draft.Update(person, id);
        return PersonAnswer<v1::UpdatePersonResponse>(desk_.packs(), person, draft.today());
      },
      std::move(done));
}

void People::Link(const Asking& asking, const v1::CreateRelationshipRequest& request, Done done) {
  record::Problems problems;
  record::CheckRelationship(request.relationship(), "relationship", problems);
  if (auto wrong = problems.Judge(); !wrong) return done(wrong.error());
  desk_.Change(
      asking, "people.link", "",
      [this, request](Draft& draft) -> Result<Answer> {
        v1::Relationship link = request.relationship();
        link.clear_source();
        auto one = draft.Load<v1::Person>(link.person_id(), "relationship.person_id");
        if (!one) return one.error();
        auto other =
            draft.Load<v1::Person>(link.related_person_id(), "relationship.related_person_id");
        if (!other) return other.error();
        draft.Create(link);
        v1::CreateRelationshipResponse response;
        *response.mutable_relationship() = link;
        return AnswerWith(std::move(response));
      },
      std::move(done));
}

void People::EndLink(const Asking& asking, const v1::EndRelationshipRequest& request, Done done) {
  record::Problems problems;
  problems.NeededDay("until_on", request.until_on());
  if (auto wrong = problems.Judge(); !wrong) return done(wrong.error());
  desk_.Change(
      asking, "people.end_link", "",
      [this, request](Draft& draft) -> Result<Answer> {
        auto kept = draft.Load<v1::Relationship>(request.relationship_id(), "relationship_id");
        if (!kept) return kept.error();
        if (auto stale = record::CheckEtag(request.etag(), kept->version); !stale)
          return stale.error();
        kept->message.set_until_on(request.until_on());
        draft.Update(kept->message, request.relationship_id());
        v1::EndRelationshipResponse response;
        *response.mutable_relationship() = kept->message;
        return AnswerWith(std::move(response));
      },
      std::move(done));
}

void People::CreateFamily(const Asking& asking, const v1::CreateFamilyRequest& request, Done done) {
  record::Problems problems;
  record::CheckFamily(request.family(), "family", problems);
  if (auto wrong = problems.Judge(); !wrong) return done(wrong.error());
  desk_.Change(
      asking, "families.create", "",
      [this, request](Draft& draft) -> Result<Answer> {
        v1::Family family = request.family();
        family.clear_source();
        if (auto missing = CheckMembers(draft, family); !missing) return missing.error();
        draft.Create(family);
        v1::CreateFamilyResponse response;
        *response.mutable_family() = family;
        return AnswerWith(std::move(response));
      },
      std::move(done));
}

void People::UpdateFamily(const Asking& asking, const v1::UpdateFamilyRequest& request, Done done) {
  record::Problems problems;
  record::CheckFamily(request.family(), "family", problems);
  if (auto wrong = problems.Judge(); !wrong) return done(wrong.error());
  desk_.Change(
      asking, "families.update", "",
      [this, request](Draft& draft) -> Result<Answer> {
        const std::string& id = request.family().family_id();
        auto kept = draft.Load<v1::Family>(id, "family.family_id");
        if (!kept) return kept.error();
        if (auto stale = record::CheckEtag(request.family().etag(), kept->version); !stale)
          return stale.error();
        *kept->message.mutable_members() = request.family().members();
        if (auto missing = CheckMembers(draft, kept->message); !missing) return missing.error();
        draft.Update(kept->message, id);
        v1::UpdateFamilyResponse response;
        *response.mutable_family() = kept->message;
        return AnswerWith(std::move(response));
      },
      std::move(done));
}

}  // namespace caseload::app
