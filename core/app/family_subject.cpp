// SPDX-License-Identifier: Apache-2.0
#include "app/family_subject.h"

#include <chrono>
#include <set>

#include "app/links.h"
#include "caseload/v1/relationship.pb.h"
#include "rules/entry_facts.h"

namespace caseload::app {
namespace {

// On the eighteenth birthday a child is one no more (Children Act 1989, section 105); who was born
// on 29 February comes of age on 1 March.
bool IsOfAge(Date born, Date as_of) {
  using namespace std::chrono;
  const year_month_day birth{sys_days{days{born.days}}};
  const year_month_day birthday{birth.year() + years{18}, birth.month(), birth.day()};
  const sys_days of_age =
      birthday.ok() ? sys_days{birthday} : sys_days{birthday.year() / March / 1};
  return sys_days{days{as_of.days}} >= of_age;
}

bool BelongsOn(const v1::FamilyMember& member, Date as_of) {
  return !rules::After(member.from_on(), as_of) &&
         rules::EndBy(member.until_on(), as_of) == CASELOAD_DAY_NONE;
}

// Nothing for a grown-up, and for somebody who was not known then.
Result<std::optional<rules::Subject>> ReadChild(const Desk& desk, const std::string& id,
                                                const Then& then, Date as_of) {
  auto person = KnownThen<v1::Person>(desk, id, then, "family_id");
  // A member who is not there is a fault of the record, and no reason to say nothing of the others.
  if (!person && person.error().reason == v1::ERROR_REASON_NOT_FOUND)
    return std::optional<rules::Subject>();
  if (!person) return person.error();
  if (!*person) return std::optional<rules::Subject>();
  const auto born = ParseDate((*person)->born_on());
  if (born && IsOfAge(*born, as_of)) return std::optional<rules::Subject>();
  auto of = ReadCasesOf(desk, id, then, as_of);
  if (!of) return of.error();
  // Before the birth, and where nobody recorded it, a case is what tells of a child.
  const bool born_by_then = born && *born <= as_of;
  if (!born_by_then && of->cases.empty()) return std::optional<rules::Subject>();
  auto shared = ReadSharedNumbers(desk, **person, then);
  if (!shared) return shared.error();
  auto allocations = ReadAllocations(desk, id, of->cases, then);
  if (!allocations) return allocations.error();
  rules::Subject child;
  child.allocations = *std::move(allocations);
  child.child = **std::move(person);
  child.cases = std::move(of->cases);
  child.entries = std::move(of->entries);
  child.shared = *shared;
  return std::optional(std::move(child));
}

}  // namespace

Result<rules::FamilySubject> ReadFamilySubject(const Desk& desk, const std::string& family_id,
                                               const Then& then, Date as_of) {
  auto family = ReadMessage<v1::Family>(desk, family_id, then, "family_id");
  if (!family) return family.error();
  std::set<std::string> members;
  for (const auto& member : family->members()) {
    if (BelongsOn(member, as_of)) members.insert(member.person_id());
  }
  if (members.size() > limits::kLinkedPeople)
    return Error{v1::ERROR_REASON_TOO_LARGE, "the family is too large for a rule"};
  rules::FamilySubject subject;
  subject.family_id = family_id;
  for (const auto& id : members) {
    auto child = ReadChild(desk, id, then, as_of);
    if (!child) return child.error();
    if (*child) subject.children.push_back(**std::move(child));
  }
  return subject;
}

}  // namespace caseload::app
