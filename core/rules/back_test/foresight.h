// SPDX-License-Identifier: Apache-2.0
// Foresight: holds the first word about each case against what happened after it.
#pragma once

#include <cstdint>
#include <vector>

#include "caseload/v1/back_test.pb.h"
#include "rules/back_test/report.h"

namespace caseload::rules {

// Of one side, or of one thing it can say: case by case, each once.
class Foresight {
 public:
  explicit Foresight(const Telling& telling) : telling_(telling) {}

  // Of a case that was asked about. Places are one more than those of days; 0: on none.
  struct Asked {
    std::uint8_t first = 0;
    std::uint8_t last = 0;
    std::uint8_t word = 0;
    std::uint8_t failure = 0;
  };
  void Take(const Asked& asked, const std::vector<Date>& outcomes);
  v1::BackTestForesight Told();

 private:
  Date DayAt(std::uint8_t place) const { return telling_.days[place - 1U]; }

  const Telling& telling_;
  v1::BackTestForesight told_;
  std::vector<std::int32_t> leads_;
};

}  // namespace caseload::rules
