// SPDX-License-Identifier: Apache-2.0
// The concerns of cases, in the order in which they became known. Few rows are of interest, and
// which is anybody's guess: so they are sifted step by step without a jump, and what is left is
// marked.
#include <algorithm>

#include "mix/kernels.h"
#include "mix/spans.h"

namespace caseload::mix {

using facts::Columns;
using facts::FactKind;

namespace {

constexpr std::size_t kRowsAtOnce = 1024;

// Where a concern is to be marked.
struct Mark {
  Line* line;
  std::uint16_t slot;
  std::uint16_t within;
};

}  // namespace

void Spans::FillConcerns(std::size_t first_row, std::size_t rows, const Needs& needs,
                         CaseColumns& columns) const {
  if (needs.bases.none()) return;
  const Columns& concerns = reading_[FactKind::kConcern];
  const std::size_t end = first_row + rows;
  for (std::size_t row = first_row; row < end; row += kRowsAtOnce) {
    std::array<std::uint8_t, kRowsAtOnce> room;
    const auto holds = std::span(room).first(std::min(kRowsAtOnce, end - row));
    if (!MarkHolding({concerns.start.data() + row, concerns.end.data() + row,
                      concerns.known_until.data() + row},
                     {scope_.from, scope_.until, scope_.known}, holds)) {
      continue;
    }
    for (std::size_t basis = 0; basis < kBases; ++basis) {
      if (needs.bases[basis]) AssertOn(basis, row, holds, columns);
    }
  }
}

void Spans::AssertOn(std::size_t basis, std::size_t first_row, std::span<const std::uint8_t> holds,
                     CaseColumns& columns) const {
  const Columns& concerns = reading_[FactKind::kConcern];
  const CodeSlots& codes = vocabulary_.concerns(basis).codes;
  ConcernBits& bits = columns.concerns[basis];
  const bool any = basis == BasisIndex(v1::MIX_BASIS_ANY);

  std::array<std::uint16_t, kRowsAtOnce> listed;
  std::size_t count = 0;
  for (std::size_t i = 0; i < holds.size(); ++i) {
    const bool on_basis = any | (concerns.detail[first_row + i] == basis + v1::CONCERN_BASIS_NEED);
    listed[count] = static_cast<std::uint16_t>(i);
    count += holds[i] & on_basis;
  }
  std::array<Mark, kRowsAtOnce> marks;
  std::size_t marked = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t row = first_row + listed[i];
    const std::uint32_t number = concerns.subject[row];
    const std::size_t block = number / kBlockCases;
    if (block >= columns.blocks) continue;
    const std::uint16_t slot = codes.Of(concerns.code[row]);
    Line* const line = &bits.At(block, slot);
    __builtin_prefetch(line, 1);
    marks[marked] = {line, slot, static_cast<std::uint16_t>(number % kBlockCases)};
    marked += columns.scope[block].Has(number % kBlockCases);
  }
  for (const Mark& mark : std::span(marks).first(marked)) {
    if (mark.line->Has(mark.within)) {
      const auto block =
          static_cast<std::size_t>(mark.line - bits.lines.data()) / bits.lines_a_block;
      bits.repeats[block].push_back({mark.within, mark.slot});
    }
    mark.line->Add(mark.within);
  }
}

}  // namespace caseload::mix
