// SPDX-License-Identifier: Apache-2.0
// One Child of the census as records: the person, the cases, their concerns and their chronology.
#pragma once

#include <caseload/v1/import.pb.h>

#include <map>
#include <string>
#include <unordered_set>

#include "exchange/xml_keys.h"
#include "exchange/xml_tree.h"

namespace caseload::exchange {

class CinChildren {
 public:
  // Hashes of the identifiers that stand at more than one child: only those are remembered.
  explicit CinChildren(std::unordered_set<std::size_t> repeated_ids)
      : repeated_ids_(std::move(repeated_ids)) {}

  v1::ImportUnit Read(const xml::Unit& unit);

 private:
  std::unordered_set<std::size_t> repeated_ids_;
  std::map<std::string, xml::Keys> repeated_keys_;
};

}  // namespace caseload::exchange
