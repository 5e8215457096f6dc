// SPDX-License-Identifier: Apache-2.0
// Report: what a back-test has found, in the API's words: how often each side spoke, where two of
// them differ, and what happened after they had spoken.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "caseload/v1/back_test.pb.h"
#include "rules/back_test/tally.h"

namespace caseload::rules {

// Counts alone: what a message on the way has. The members and the sequence are the caller's.
v1::BackTestReport CountsOf(const Tally& tally);

// What the last report says beyond counts.
struct Telling {
  std::vector<Date> days;  // that were asked about
  std::size_t named = 0;   // at most so many cases in a list
  std::function<Result<std::string>(std::uint32_t number)> case_id;
  // The days on which the outcome came for the child of the case, in their order. Nothing: words
  // are held against no outcome.
  std::function<std::vector<Date>(std::uint32_t number)> outcomes = {};
  int within_days = 0;
  Date today;
  // Under which concerns, and under which team, a case stood on the day at this place.
  struct Keys {
    std::vector<std::string> concerns;
    std::string team;
  };
  std::function<Result<Keys>(std::uint32_t number, std::size_t day)> keys;
};
Result<v1::BackTestReport> WholeReport(const Tally& tally, const Telling& telling);

}  // namespace caseload::rules
