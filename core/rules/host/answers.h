// SPDX-License-Identifier: Apache-2.0
// Answers: what a worker wrote into the memory it shares with the host, copied once and taken apart
// without believing any of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "rules/layout.h"

namespace caseload::rules {

// What a rule said of one subject, as it said it: that it has this form was checked, and nothing
// else.
struct Said {
  std::uint32_t text = 0;
  std::int64_t measure = CASELOAD_NO_NUMBER;
  std::int64_t threshold = CASELOAD_NO_NUMBER;
  std::uint32_t comparison = CASELOAD_OPERATOR_NONE;
  std::vector<caseload_value> values;
  std::vector<caseload_evidence> evidence;
};
struct RuleAnswer {
  bool flooded = false;  // it said more than it may
  bool broken = false;   // it handed over what is no finding
  caseload_day look_again_on = CASELOAD_DAY_NONE;
  std::vector<Said> said;
  std::vector<Said> near_misses;
};
struct Answers {
  caseload_status status = CASELOAD_OK;
  std::vector<RuleAnswer> by_subject;
};

// Nothing when what lies there is no answer to this ask.
std::optional<Answers> CopyAnswers(std::span<const std::byte> memory, const AskHead& asked);

}  // namespace caseload::rules
