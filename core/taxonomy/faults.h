// SPDX-License-Identifier: Apache-2.0
// Faults: everything that is wrong with a pack, gathered so that its author sees all of it at once.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace caseload::taxonomy {

class Faults {
 public:
  // Line 0: the file as a whole.
  void Add(const std::string& file, int line, const std::string& what);
  bool none() const { return count_ == 0; }
  // ERROR_REASON_FIELDS_INVALID, each place a field; the message holds the first of them.
  Error ToError() const;

 private:
  // A screenful or two: whoever mends these will run it again.
  static constexpr std::size_t kKept = 100;
  std::vector<FieldProblem> kept_;
  std::size_t count_ = 0;
};

}  // namespace caseload::taxonomy
