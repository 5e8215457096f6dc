// SPDX-License-Identifier: Apache-2.0
// One CSWWWorker of the workforce census as a worker and, where one is reported, an absence.
#pragma once

#include <caseload/v1/import.pb.h>

#include <map>
#include <string>
#include <unordered_set>

#include "exchange/xml_keys.h"
#include "exchange/xml_tree.h"

namespace caseload::exchange {

class CswwWorkers {
 public:
  // `absences_on` is the 30 September of the return; empty when the return does not say its year.
  CswwWorkers(std::unordered_set<std::size_t> repeated_ids, std::string absences_on)
      : repeated_ids_(std::move(repeated_ids)), absences_on_(std::move(absences_on)) {}

  v1::ImportUnit Read(const xml::Unit& unit);

 private:
  std::unordered_set<std::size_t> repeated_ids_;
  std::string absences_on_;
  xml::Keys repeated_keys_;
};

}  // namespace caseload::exchange
