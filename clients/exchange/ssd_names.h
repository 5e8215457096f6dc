// SPDX-License-Identifier: Apache-2.0
// Names of files and columns that were most likely meant to be the dataset's, and are written a
// little otherwise.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "exchange/exchange.h"
#include "exchange/ssd_objects.h"

namespace caseload::exchange {

// The dataset's column that is at most two letters away, or the same behind another prefix or none;
// empty when there is none. A vendor's own columns are normal and are near nothing. `column` is
// lower-case.
std::string_view ColumnNear(const SsdShape& shape, std::string_view column);
// The same for a file's whole name, e.g. "person.csv". Names of objects that are published, and not
// read, are near to themselves.
std::string FileNear(std::string_view file);

std::string LowerCase(std::string_view text);

// One refusal for all such names.
class NearNames {
 public:
  void Add(std::string_view file, std::string_view name, std::string_view near);
  bool empty() const { return count_ == 0; }
  // NAMES_UNKNOWN.
  Failure Refusal() const;

 private:
  std::string lines_;
  std::string file_;  // of the first
  std::size_t count_ = 0;
};

}  // namespace caseload::exchange
