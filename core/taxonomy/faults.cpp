// SPDX-License-Identifier: Apache-2.0
// Names the place of each fault the way compilers do, so that editors find it.
#include "taxonomy/faults.h"

namespace caseload::taxonomy {

void Faults::Add(const std::string& file, int line, const std::string& what) {
  ++count_;
  if (kept_.size() >= kKept) return;
  kept_.push_back({line == 0 ? file : file + ":" + std::to_string(line), what});
}

Error Faults::ToError() const {
  Error error{v1::ERROR_REASON_FIELDS_INVALID, "the pack cannot be used", kept_};
  if (kept_.empty()) return error;
  error.message += ": " + kept_.front().field + ": " + kept_.front().what;
  if (count_ > 1) error.message += " (and " + std::to_string(count_ - 1) + " more)";
  return error;
}

}  // namespace caseload::taxonomy
