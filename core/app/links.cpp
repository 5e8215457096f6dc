// SPDX-License-Identifier: Apache-2.0
#include "app/links.h"

#include "rules/tallies.h"

namespace caseload::app {
namespace {

template <class Message>
Result<std::vector<Message>> AllKnown(const Desk& desk, store::Field field,
                                      const std::string& value, const Then& then) {
  auto ids = AllUnder(desk, field, value);
  if (!ids) return ids.error();
  std::vector<Message> all;
  for (const auto& id : std::set<std::string>(ids->begin(), ids->end())) {
    auto one = KnownThen<Message>(desk, id, then, "child_id");
    if (!one) return one.error();
    if (*one) all.push_back(**std::move(one));
  }
  return all;
}

// The people at the other end, each once.
std::set<std::string> Others(const rules::Links& links, const std::string& child_id) {
  std::set<std::string> others;
  for (const auto& one : links.relationships) {
    others.insert(one.person_id());
    others.insert(one.related_person_id());
  }
  for (const auto& family : links.families) {
    for (const auto& member : family.members()) others.insert(member.person_id());
  }
  others.erase(child_id);
  others.erase("");
  return others;
}

Result<std::optional<rules::LinkedPerson>> ReadPerson(const Desk& desk, const std::string& id,
                                                      const Then& then, Date as_of) {
  auto person = KnownThen<v1::Person>(desk, id, then, "child_id");
  // A link that leads nowhere is a fault of the record, and no reason to say nothing of the child.
  if (!person && person.error().reason == v1::ERROR_REASON_NOT_FOUND)
    return std::optional<rules::LinkedPerson>();
  if (!person) return person.error();
  if (!*person) return std::optional<rules::LinkedPerson>();
  rules::LinkedPerson linked;
  linked.person.set_person_id((*person)->person_id());
  linked.person.set_died_on((*person)->died_on());
  *linked.person.mutable_recorded_at() = (*person)->recorded_at();
  auto families = AllKnown<v1::Family>(desk, store::Field::kFamilyOfPerson, id, then);
  if (!families) return families.error();
  linked.families = *std::move(families);
  auto of = ReadCasesOf(desk, id, then, as_of);
  if (!of) return of.error();
  linked.cases = std::move(of->cases);
  linked.entries = std::move(of->entries);
  return std::optional<rules::LinkedPerson>(std::move(linked));
}

}  // namespace

Result<std::vector<std::string>> AllUnder(const Desk& desk, store::Field field,
                                          const std::string& value) {
  store::FindQuery query;
  query.field = field;
  query.value = value;
  query.limit = limits::kHistoryOfOneCase;
  auto terms = desk.reader().Find(query);
  if (!terms) return terms.error();
  std::vector<std::string> ids;
  for (auto& term : *terms) ids.push_back(std::move(term.target));
  return ids;
}

Result<CasesOfChild> ReadCasesOf(const Desk& desk, const std::string& child_id, const Then& then,
                                 Date as_of) {
  auto case_ids = AllUnder(desk, store::Field::kCaseOfChild, child_id);
  if (!case_ids) return case_ids.error();
  CasesOfChild of;
  std::set<std::string> entry_ids;
  for (const auto& id : *case_ids) {
    auto known = KnownThen<v1::Case>(desk, id, then, "case_id");
    if (!known) return known.error();
    if (!*known) continue;
    auto stood = record::AsOf(**std::move(known), as_of);
    if (!stood) continue;
    of.cases.push_back(*std::move(stood));
    auto ids = AllUnder(desk, store::Field::kEntryOfCase, id);
    if (!ids) return ids.error();
    entry_ids.insert(ids->begin(), ids->end());
  }
  for (const auto& id : entry_ids) {
    auto known = KnownThen<v1::Entry>(desk, id, then, "case_id");
    if (!known) return known.error();
    if (!*known) continue;
    if (auto stood = record::AsOf(**std::move(known), as_of))
      of.entries.push_back(*std::move(stood));
  }
  return of;
}

Result<rules::Links> ReadLinks(const Desk& desk, const std::string& child_id, const Then& then,
                               Date as_of) {
  rules::Links links;
  auto relationships =
      AllKnown<v1::Relationship>(desk, store::Field::kLinkOfPerson, child_id, then);
  if (!relationships) return relationships.error();
  links.relationships = *std::move(relationships);
  auto families = AllKnown<v1::Family>(desk, store::Field::kFamilyOfPerson, child_id, then);
  if (!families) return families.error();
  links.families = *std::move(families);
  for (const auto& id : Others(links, child_id)) {
    if (links.people.size() == limits::kLinkedPeople) break;
    auto person = ReadPerson(desk, id, then, as_of);
    if (!person) return person.error();
    if (*person) links.people.push_back(**std::move(person));
  }
  return links;
}

Result<rules::SharedNumbers> ReadSharedNumbers(const Desk& desk, const v1::Person& child,
                                               const Then& then) {
  rules::NumbersInUse in_use;
  in_use.Add(child);
  std::set<std::string> seen{child.person_id()};
  for (const char* scheme : {"upn", "la_child_id"}) {
    store::FindQuery query;
    query.field = store::Field::kIdentifier;
    query.value = rules::NumberOfScheme(child, scheme);
    query.limit = limits::kHoldersOfANumber;
    if (query.value.empty()) continue;
    auto holders = desk.reader().Find(query);
    if (!holders) return holders.error();
    for (const auto& term : *holders) {
      if (!seen.insert(term.target).second) continue;
      auto other = KnownThen<v1::Person>(desk, term.target, then, "child_id");
      if (!other) return other.error();
      if (*other) in_use.Add(**other);
    }
  }
  return in_use.Of(child);
}

}  // namespace caseload::app
