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

// Of at most kLinkedPeople people the cases are read; those beyond are linked, and no more is said.
Result<rules::Links> ReadLinks(const Desk& desk, const std::string& child_id, const Then& then,
                               Date as_of);

// Which of the child's numbers somebody else has as well, of those who have it now.
Result<rules::SharedNumbers> ReadSharedNumbers(const Desk& desk, const v1::Person& child,
                                               const Then& then);

}  // namespace caseload::app
