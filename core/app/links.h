// SPDX-License-Identifier: Apache-2.0
// Links: reads who is linked to a child, and the cases of those people, as known at a moment.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "app/reading.h"
#include "base/limits.h"
#include "record/as_of.h"
#include "rules/marks.h"
#include "rules/relations.h"

namespace caseload::app {

// Targets under a field, all of them: a child has few cases, a case some hundreds of entries.
Result<std::vector<std::string>> AllUnder(const Desk& desk, store::Field field,
                                          const std::string& value);

// A record as known then; nothing when there was none then.
template <class Message>
Result<std::optional<Message>> KnownThen(const Desk& desk, const std::string& id, const Then& then,
                                         const std::string& field) {
  auto found = ReadMessage<Message>(desk, id, then, field);
  if (!found && found.error().reason == v1::ERROR_REASON_NOT_KNOWN_THEN)
    return std::optional<Message>();
  if (!found) return found.error();
  return std::optional<Message>(*std::move(found));
}

// The cases of a child and the entries of these, as they stood on the day.
struct CasesOfChild {
  std::vector<v1::Case> cases;
  std::vector<v1::Entry> entries;
};
Result<CasesOfChild> ReadCasesOf(const Desk& desk, const std::string& child_id, const Then& then,
                                 Date as_of);

// The same of cases that are named, each entry once. TOO_LARGE when they have more entries than a
// rule is shown rows.
Result<CasesOfChild> ReadCases(const Desk& desk, const std::set<std::string>& case_ids,
                               const Then& then, Date as_of);

// Of at most kLinkedPeople people the cases are read; those beyond are linked, and no more is said.
Result<rules::Links> ReadLinks(const Desk& desk, const std::string& child_id, const Then& then,
                               Date as_of);

// Who holds or held a child of these cases: by the case, or by the child where the source names no
// case.
Result<std::vector<v1::Allocation>> ReadAllocations(const Desk& desk, const std::string& child_id,
                                                    const std::vector<v1::Case>& cases,
                                                    const Then& then);

// Sources name the role of the one who has the case in words of their own; a rule is told by none.
v1::Allocation InOneWord(v1::Allocation allocation);

// Whether somebody else than the child and those who are left out had the number under the scheme.
// Gives back the first of them, or nobody.
struct NumberOf {
  const char* scheme;
  std::string number;
};
Result<std::string> AnotherWith(const Desk& desk, const NumberOf& number,
                                const std::set<std::string>& but, const Then& then);

// Which of the child's numbers somebody else has as well, as known then.
Result<rules::SharedNumbers> ReadSharedNumbers(const Desk& desk, const v1::Person& child,
                                               const Then& then);

}  // namespace caseload::app
