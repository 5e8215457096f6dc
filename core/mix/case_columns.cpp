// SPDX-License-Identifier: Apache-2.0
// Makes room in the columns.
#include "mix/case_columns.h"

namespace caseload::mix {

void CaseColumns::Grow(std::uint32_t numbers, const Needs& needs, const Vocabulary& vocabulary) {
  const std::size_t wanted = (numbers + kBlockCases - 1) / kBlockCases;
  if (wanted <= blocks) return;
  blocks = wanted;
  const std::size_t cases = blocks * kBlockCases;
  scope.resize(blocks * kBlockWords);
  shares_child.resize(blocks * kBlockWords);
  child.resize(cases, kNobody);
  if (needs.family) family.resize(cases, kNobody);
  for (std::size_t i = 0; i < kColumns; ++i) {
    if (needs.columns[i]) single[i].resize(cases);
  }
  for (std::size_t basis = 0; basis < kBases; ++basis) {
    if (!needs.bases[basis]) continue;
    ConcernBits& bits = concerns[basis];
    bits.slots = vocabulary.concerns(basis).size();
    bits.words.resize(blocks * bits.slots * kBlockWords);
    bits.repeats.resize(blocks);
  }
}

std::size_t CaseColumns::Bytes() const {
  std::size_t bytes = (scope.capacity() + shares_child.capacity()) * sizeof(std::uint64_t) +
                      (child.capacity() + family.capacity()) * sizeof(std::uint32_t);
  for (const auto& column : single) bytes += column.capacity() * sizeof(std::uint16_t);
  for (const ConcernBits& bits : concerns) {
    bytes += bits.words.capacity() * sizeof(std::uint64_t);
    for (const auto& block : bits.repeats) bytes += block.capacity() * sizeof(Repeat);
  }
  return bytes;
}

}  // namespace caseload::mix
