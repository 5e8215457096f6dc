// SPDX-License-Identifier: Apache-2.0
// Naive: the mix as one would work it out by hand, from a list of facts, one case after the other.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "mix/question.h"
#include "world.h"

namespace caseload::mix {

struct NaiveAnswer {
  std::map<std::vector<std::string>, std::uint64_t> rows;
  std::uint64_t total = 0;
  friend bool operator==(const NaiveAnswer&, const NaiveAnswer&) = default;
};

NaiveAnswer AnswerNaively(const std::vector<Held>& held, const Question& question);

}  // namespace caseload::mix
