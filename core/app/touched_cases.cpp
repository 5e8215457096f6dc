// SPDX-License-Identifier: Apache-2.0
#include "app/touched_cases.h"

#include "app/links.h"
#include "app/reading.h"
#include "record/changes.h"
#include "rules/marks.h"

namespace caseload::app {
namespace {

bool SpeaksOfPeople(store::Kind kind) {
  switch (kind) {
    case store::Kind::kPerson:
    case store::Kind::kRelationship:
    case store::Kind::kFamily:
    case store::Kind::kCase:
    case store::Kind::kEntry:
    case store::Kind::kAllocation:
      return true;
    default:
      return false;
  }
}

// Rows name cases, people, workers and families; all lead to people or to nobody.
Result<std::set<std::string>> PeopleOf(const Desk& desk, std::span<const store::JournalRow> rows) {
  std::set<std::string> named;
  for (const auto& row : rows) {
    if (SpeaksOfPeople(row.kind)) named.insert(row.subjects.begin(), row.subjects.end());
  }
  const std::vector<std::string> ids(named.begin(), named.end());
  const auto records = desk.reader().Get(ids);
  if (!records) return records.error();
  std::set<std::string> people;
  for (const auto& record : *records) {
    if (!record) continue;
    if (record->kind == store::Kind::kPerson) people.insert(record->id);
    if (record->kind != store::Kind::kCase) continue;
    v1::Case of;
    if (!of.ParseFromString(record->body))
      return Error{v1::ERROR_REASON_INTERNAL, "a stored record cannot be read"};
    people.insert(of.child_id());
  }
  return people;
}

template <class Message, class Take>
Outcome EachUnder(const Desk& desk, store::Field field, const std::string& value, Take&& take) {
  const auto ids = AllUnder(desk, field, value);
  if (!ids) return ids.error();
  for (const auto& id : *ids) {
    const auto message = ReadMessage<Message>(desk, id, {}, "");
    if (!message) return message.error();
    take(*message);
  }
  return Nothing{};
}

// One step along relationships and families: that far a rule is shown.
Outcome AddLinked(const Desk& desk, const std::string& person_id, std::set<std::string>& people) {
  auto linked = EachUnder<v1::Relationship>(desk, store::Field::kLinkOfPerson, person_id,
                                            [&](const v1::Relationship& link) {
                                              people.insert(link.person_id());
                                              people.insert(link.related_person_id());
                                            });
  if (!linked) return linked;
  return EachUnder<v1::Family>(desk, store::Field::kFamilyOfPerson, person_id,
                               [&](const v1::Family& family) {
                                 for (const auto& member : family.members())
                                   people.insert(member.person_id());
                               });
}

// The rows, the last of which is of this moment, and the people they are about.
struct Touched {
  Then then;
  const std::set<std::string>& people;
};

// The only one beside those the rows are about who has the number. With two of them each shares it,
// whatever becomes of those.
Outcome AddOnlyOther(const Desk& desk, const v1::Person& person, const Touched& touched,
                     std::set<std::string>& people) {
  for (const char* scheme : {"upn", "la_child_id"}) {
    const NumberOf number{scheme, rules::NumberOfScheme(person, scheme)};
    auto but = touched.people;
    const auto first = AnotherWith(desk, number, but, touched.then);
    if (!first) return first.error();
    if (first->empty()) continue;
    but.insert(*first);
    const auto second = AnotherWith(desk, number, but, touched.then);
    if (!second) return second.error();
    if (second->empty()) people.insert(*first);
  }
  return Nothing{};
}

// Whoever shares a number with somebody the rows are about, or did before it was corrected.
Outcome AddSharing(const Desk& desk, std::span<const store::JournalRow> rows,
                   const std::set<std::string>& about, std::set<std::string>& people) {
  if (rows.empty()) return Nothing{};
  const Touched touched{{false, rows.back().sequence, {}}, about};
  for (const auto& row : rows) {
    if (row.kind != store::Kind::kPerson) continue;
    for (const std::uint64_t sequence : {row.sequence - 1, row.sequence}) {
      const auto person =
          KnownThen<v1::Person>(desk, row.record_id, {false, sequence, {}}, "person_id");
      if (!person) return person.error();
      if (!*person) continue;
      if (auto added = AddOnlyOther(desk, **person, touched, people); !added) return added;
    }
  }
  return Nothing{};
}

}  // namespace

Result<std::set<std::string>> TouchedCases(const Desk& desk,
                                           std::span<const store::JournalRow> rows) {
  const auto people = PeopleOf(desk, rows);
  if (!people) return people.error();
  std::set<std::string> all = *people;
  for (const auto& person : *people) {
    if (auto added = AddLinked(desk, person, all); !added) return added.error();
  }
  if (auto added = AddSharing(desk, rows, *people, all); !added) return added.error();
  all.erase("");
  std::set<std::string> cases;
  for (const auto& person : all) {
    const auto ids = AllUnder(desk, store::Field::kCaseOfChild, person);
    if (!ids) return ids.error();
    for (const auto& id : *ids) {
      const auto record = ReadMessage<v1::Case>(desk, id, {}, "case_id");
      if (!record) return record.error();
      const auto decided = AllUnder(desk, store::Field::kDecisionOfCase, id);
      if (!decided) return decided.error();
      if (record::IsOpen(*record) || !decided->empty()) cases.insert(id);
    }
  }
  return cases;
}

}  // namespace caseload::app
