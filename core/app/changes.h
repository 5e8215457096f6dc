// SPDX-License-Identifier: Apache-2.0
// Changes: what has been decided but cannot be read from the store yet, in the order it was
// decided.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "store/store.h"

namespace caseload::app {

// How a record stands. Valid for as long as what it was read from.
struct Standing {
  store::Kind kind = store::Kind::kPerson;
  std::uint32_t number = 0;
  std::uint64_t version = 0;
  std::string_view body;
  std::string_view protected_body;
};

inline Standing StandingOf(const store::Record& record) {
  return {record.kind, record.number, record.version, record.body, record.protected_body};
}

// Refers to the puts it is told of, which must stay where they are.
class Changes {
 public:
  void Note(const store::Put& put);
  // How the record stands after these changes; nothing when they do not touch it.
  std::optional<Standing> Find(const std::string& id) const;
  // Makes the rows of the term (field, value), read from the store, what they are after these
  // changes.
  void Amend(store::Field field, std::string_view value, std::vector<store::Term>& rows) const;

 private:
  std::unordered_map<std::string_view, const store::Put*> records_;
  std::unordered_multimap<std::size_t, const store::Term*> terms_added_;  // by field and value
  std::set<store::Term> terms_removed_;
};

}  // namespace caseload::app
