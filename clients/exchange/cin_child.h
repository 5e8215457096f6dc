// SPDX-License-Identifier: Apache-2.0
// One Child of the census as records: the person, the cases, their concerns and their chronology.
#pragma once

#include <caseload/v1/import.pb.h>

#include <map>
#include <string>
#include <unordered_set>

#include "exchange/cin_again.h"
#include "exchange/xml_tree.h"

namespace caseload::exchange {

class CinChildren {
 public:
  // Hashes of the identifiers that stand at more than one child: only those are remembered.
  explicit CinChildren(std::unordered_set<std::size_t> repeated_ids)
      : repeated_ids_(std::move(repeated_ids)) {}

  // The first child of an LAchildID is the child; of a later one only the episodes are sent, as
  // further cases.
  v1::ImportUnit Read(const xml::Unit& unit);

 private:
  // All but the episodes; returns the LAchildID.
  std::string ReadPerson(xml::Group& group, v1::Person& person, xml::Faults& faults);
  // The other children of the LAchildID; null when there are none.
  RepeatedChild* RepeatedOf(const xml::Unit& unit, const std::string& id);

  std::unordered_set<std::size_t> repeated_ids_;
  std::map<std::string, RepeatedChild, std::less<>> repeated_;
};

}  // namespace caseload::exchange
