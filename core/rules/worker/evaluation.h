// SPDX-License-Identifier: Apache-2.0
// Evaluation: asks the loaded rule about one subject and keeps what it says, up to the quota.
#pragma once

#include <vector>

#include "rules/wire.h"
#include "rules/worker/library.h"

namespace caseload::rules {

// The calendar and the clocks in the form a rule is shown.
class Reference {
 public:
  // The rows must outlive it.
  explicit Reference(const ReferenceRows& rows);
  Reference(const Reference&) = delete;
  Reference& operator=(const Reference&) = delete;
  const caseload_reference* shown() const { return &shown_; }

 private:
  std::vector<caseload_clock_row> clocks_;
  caseload_reference shown_{};
};

RuleAnswer Evaluate(const LoadedRule& loaded, const FactsRows& rows, const Reference& reference);

}  // namespace caseload::rules
