// SPDX-License-Identifier: Apache-2.0
#include "app/links.h"

namespace caseload::app {
namespace {

// Whether the record says that it is about this person or case.
bool IsAbout(const v1::Relationship& link, const std::string& id) {
  return link.person_id() == id || link.related_person_id() == id;
}
bool IsAbout(const v1::Family& family, const std::string& id) {
  return std::ranges::find(family.members(), id, &v1::FamilyMember::person_id) !=
         family.members().end();
}
bool IsAbout(const v1::Entry& entry, const std::string& id) {
  return std::ranges::find(entry.case_ids(), id) != entry.case_ids().end();
}
bool IsAbout(const v1::Allocation& allocation, const std::string& id) {
  return (allocation.case_id().empty() ? allocation.child_id() : allocation.case_id()) == id;
}

// What leads to records now, and what led to them then and was corrected since: the index knows
// only the former, the history of the person or case both.
template <class Message>
Result<std::set<std::string>> IdsThen(const Desk& desk, store::Field field,
                                      const std::string& value, const Then& then) {
  auto found = AllUnder(desk, field, value);
  if (!found) return found.error();
  std::set<std::string> ids(found->begin(), found->end());
  if (then.now) return ids;
  const auto later = desk.reader().History(value, then.sequence, limits::kHistoryOfOneCase);
  if (!later) return later.error();
  for (const auto& row : *later) {
    if (row.kind == KindOf<Message>()) ids.insert(row.record_id);
  }
  return ids;
}

template <class Message>
Result<std::vector<Message>> AllKnown(const Desk& desk, store::Field field,
                                      const std::string& value, const Then& then) {
  const auto ids = IdsThen<Message>(desk, field, value, then);
  if (!ids) return ids.error();
  std::vector<Message> all;
  for (const auto& id : *ids) {
    auto one = KnownThen<Message>(desk, id, then, "child_id");
    if (!one) return one.error();
    if (*one && IsAbout(**one, value)) all.push_back(**std::move(one));
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
  const auto case_ids = IdsThen<v1::Case>(desk, store::Field::kCaseOfChild, child_id, then);
  if (!case_ids) return case_ids.error();
  return ReadCases(desk, *case_ids, then, as_of);
}

Result<CasesOfChild> ReadCases(const Desk& desk, const std::set<std::string>& case_ids,
                               const Then& then, Date as_of) {
  CasesOfChild of;
  std::map<std::string, v1::Entry> entries;  // one of two cases is one entry
  for (const auto& id : case_ids) {
    auto known = KnownThen<v1::Case>(desk, id, then, "case_id");
    if (!known) return known.error();
    if (!*known) continue;
    auto stood = record::AsOf(**std::move(known), as_of);
    if (!stood) continue;
    of.cases.push_back(*std::move(stood));
    auto own = AllKnown<v1::Entry>(desk, store::Field::kEntryOfCase, id, then);
    if (!own) return own.error();
    for (auto& entry : *own) entries.emplace(entry.entry_id(), std::move(entry));
  }
  for (auto& [id, entry] : entries) {
    if (auto stood = record::AsOf(std::move(entry), as_of)) of.entries.push_back(*std::move(stood));
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

v1::Allocation InOneWord(v1::Allocation allocation) {
  if (Holds(allocation.role())) allocation.clear_role();
  return allocation;
}

Result<std::vector<v1::Allocation>> ReadAllocations(const Desk& desk, const std::string& child_id,
                                                    const std::vector<v1::Case>& cases,
                                                    const Then& then) {
  std::vector<v1::Allocation> all;
  const auto take = [&](store::Field field, const std::string& value) -> Outcome {
    auto some = AllKnown<v1::Allocation>(desk, field, value, then);
    if (!some) return some.error();
    for (auto& one : *some) all.push_back(InOneWord(std::move(one)));
    return Nothing{};
  };
  if (auto taken = take(store::Field::kAllocationOfChild, child_id); !taken) return taken.error();
  for (const auto& one : cases) {
    if (auto taken = take(store::Field::kAllocationOfCase, one.case_id()); !taken)
      return taken.error();
  }
  return all;
}

// The index knows who has the number now, and who had it once: which of them had it then is asked
// of the person as known then.
Result<std::string> AnotherWith(const Desk& desk, const NumberOf& number,
                                const std::set<std::string>& but, const Then& then) {
  if (number.number.empty()) return std::string();
  for (const auto field : {store::Field::kIdentifier, store::Field::kFormerIdentifier}) {
    if (then.now && field == store::Field::kFormerIdentifier) break;
    store::FindQuery query;
    query.field = field;
    query.value = number.number;
    query.limit = limits::kHoldersOfANumber;
    auto holders = desk.reader().Find(query);
    if (!holders) return holders.error();
    for (const auto& term : *holders) {
      if (but.contains(term.target)) continue;
      auto other = KnownThen<v1::Person>(desk, term.target, then, "child_id");
      if (!other) return other.error();
      if (*other && rules::NumberOfScheme(**other, number.scheme) == number.number)
        return term.target;
    }
  }
  return std::string();
}

Result<rules::SharedNumbers> ReadSharedNumbers(const Desk& desk, const v1::Person& child,
                                               const Then& then) {
  rules::SharedNumbers shared;
  for (const auto& [scheme, is_shared] :
       {std::pair{"upn", &shared.upn}, std::pair{"la_child_id", &shared.local_id}}) {
    auto other = AnotherWith(desk, {scheme, rules::NumberOfScheme(child, scheme)},
                             {child.person_id()}, then);
    if (!other) return other.error();
    *is_shared = !other->empty();
  }
  return shared;
}

}  // namespace caseload::app
