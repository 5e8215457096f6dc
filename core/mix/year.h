// SPDX-License-Identifier: Apache-2.0
// Year: the facts of one year ending 31 March, as the measures read them.
#pragma once

#include <cstdint>
#include <vector>

#include "base/date.h"
#include "facts/facts.h"
#include "mix/measures.h"
#include "taxonomy/packs.h"

namespace caseload::mix {

struct Year {
  const facts::Reading& reading;
  const taxonomy::Packs& packs;
  std::uint32_t known;
  Date from;   // 1 April
  Date until;  // 31 March

  bool Holds(std::int32_t day) const { return day >= from.days && day <= until.days; }
  // Rows of one kind that were believed.
  template <class Take>
  void Each(facts::FactKind kind, Take&& take) const {
    const facts::Columns& columns = reading[kind];
    for (std::uint32_t row = 0; row < columns.size(); ++row) {
      if (columns.Believed(row, known)) take(columns, row);
    }
  }
  // Those of one subject, newest record first.
  template <class Take>
  void EachOf(facts::FactKind kind, std::uint32_t subject, Take&& take) const {
    const facts::Columns& columns = reading[kind];
    EachRowOf(columns, subject, [&](std::uint32_t row) {
      if (columns.Believed(row, known)) take(columns, row);
    });
  }
};

inline MeasureValue CountOf(std::uint64_t count) {
  return {static_cast<double>(count), v1::NO_VALUE_UNSPECIFIED, count, 0};
}

inline MeasureValue PercentOf(std::uint64_t numerator, std::uint64_t denominator) {
  if (denominator == 0) return {std::nullopt, v1::NO_VALUE_NOT_APPLICABLE, 0, 0};
  return {100.0 * static_cast<double>(numerator) / static_cast<double>(denominator),
          v1::NO_VALUE_UNSPECIFIED, numerator, denominator};
}

}  // namespace caseload::mix
