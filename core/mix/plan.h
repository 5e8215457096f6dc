// SPDX-License-Identifier: Apache-2.0
// Plan: a question in terms of slots, against one set of columns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "mix/case_columns.h"
#include "mix/kernels.h"
#include "mix/question.h"
#include "mix/vocabulary.h"

namespace caseload::mix {

struct ColumnFilter {
  Column column = Column::kTrack;
  std::vector<std::uint16_t> slots;
  std::vector<SlotRange> ranges;     // the same, for columns of many values
  std::vector<std::uint8_t> listed;  // by slot; used when the ranges are many
};

// Slots of the basis: see ConcernBits for those without any concern.
using ConcernFilter = std::vector<std::uint16_t>;

// One dimension of the groups: which key a case falls under, and how keys make up a cell number.
struct GroupBy {
  v1::MixDimension dimension = v1::MIX_DIMENSION_UNSPECIFIED;
  std::size_t size = 0;  // keys
  std::uint64_t stride = 1;
};

// What of a basis falls into one cell, as far as concerns decide it.
struct Entry {
  std::vector<std::uint16_t> slots;
  bool all = false;  // every case: no dimension is about concerns
  std::uint64_t cell = 0;
};

struct Plan {
  v1::MixUnit unit = v1::MIX_UNIT_UNSPECIFIED;
  std::size_t basis = 0;
  std::vector<ColumnFilter> column_filters;
  std::vector<ConcernFilter> concern_filters;
  std::vector<GroupBy> by;
  std::vector<GroupBy> columns_by;  // those of `by` that are columns
  std::vector<Entry> entries;
  std::uint64_t cells = 1;
};

// The parts of the columns that the question reads.
Needs NeedsOf(const Question& question);

// FIELDS_INVALID when a filter names a value that the dimension does not have; TOO_LARGE when there
// are more groups than can be counted.
Result<Plan> MakePlan(const Question& question, const Vocabulary& vocabulary,
                      const CaseColumns& columns);

// Keys of one dimension by index, as the plan numbers them; the last one of concerns is "not
// recorded".
Key KeyOf(v1::MixDimension dimension, std::size_t basis, std::size_t index,
          const Vocabulary& vocabulary, const CaseColumns& columns);

}  // namespace caseload::mix
