// SPDX-License-Identifier: Apache-2.0
// Question: what the caseload mix is asked, once teams, workers and instants have been turned into
// numbers.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "caseload/v1/caseload_service.pb.h"

namespace caseload::mix {

inline constexpr std::size_t kDimensionsMost = 3;
// Values of one filter; more than every code of a set, or every worker of a large authority, is a
// slip.
inline constexpr std::size_t kFilterValuesMost = 5'000;
inline constexpr std::size_t kFiltersMost = 20;
// Rows of one answer: what stays below the size of one message, and more than a person reads.
inline constexpr std::size_t kRowsMost = 20'000;
inline constexpr std::uint64_t kEverythingKnown = std::numeric_limits<std::uint64_t>::max();
// Counts of 1 to 5 are not shown, as in the published tables.
inline constexpr std::uint64_t kSmallest = 6;

struct Period {
  v1::MixPeriodKind kind = v1::MIX_PERIOD_KIND_UNSPECIFIED;
  Date from;
  Date until;
};

// A concern filter keeps the cases that have one of the concerns, whatever else they have; where
// assertions are counted it keeps the assertions themselves.
struct Filter {
  v1::MixDimension dimension = v1::MIX_DIMENSION_UNSPECIFIED;
  std::vector<std::string> values;  // as answers give them; teams and workers by record number
};

struct Question {
  v1::MixBasis basis = v1::MIX_BASIS_UNSPECIFIED;
  v1::MixUnit unit = v1::MIX_UNIT_UNSPECIFIED;
  Date as_of;
  std::optional<Period> period;
  std::uint64_t known_sequence = kEverythingKnown;
  std::vector<v1::MixDimension> by;
  std::vector<Filter> filters;
  bool suppress = true;
  std::optional<Date> history_complete_from;
};

// Every field problem of a request at once. Ids of teams and workers, and permissions, are the
// caller's to check.
Outcome CheckRequest(const v1::GetMixRequest& request);

}  // namespace caseload::mix
