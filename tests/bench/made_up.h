// SPDX-License-Identifier: Apache-2.0
// MadeUp: what is written of a made-up child from day to day: visits like the made-up authority's,
// and the text that goes with them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/date.h"
#include "bench/dice.h"
#include "caseload/v1/chronology.pb.h"

namespace caseload::bench {

// What the record of a case that is worked on weighs, and a visit that somebody writes up: what was
// seen and what was agreed takes more room than the codes.
inline constexpr std::size_t kCaseBytes = 1'400;

class MadeUp {
 public:
  // Reads the visits of a small authority, made in the folder for as long as that takes.
  explicit MadeUp(const std::filesystem::path& folder);

  // One of them, paid to this case in the twenty days before.
  v1::Entry Visit(Dice& dice, const std::string& case_id, Date day, std::size_t bytes) const;

 private:
  std::vector<v1::Entry> visits_;
};

// Text of so many bytes.
std::string Narrative(std::size_t bytes);

}  // namespace caseload::bench
