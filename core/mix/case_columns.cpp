// SPDX-License-Identifier: Apache-2.0
// Makes room in the columns, and keeps the bits of those without concerns.
#include "mix/case_columns.h"

namespace caseload::mix {

namespace {

// Columns with more values than this are read by slot: their bits would take more room than the
// slots.
constexpr std::size_t kFewValues = 64;

void GrowBits(SlotBits& bits, std::size_t blocks, std::size_t slots, std::size_t lines_a_block) {
  bits.slots = slots;
  bits.lines_a_block = lines_a_block;
  bits.lines.resize(blocks * lines_a_block);
}

}  // namespace

void CaseColumns::Grow(std::uint32_t numbers, const Needs& needs, const Vocabulary& vocabulary) {
  const std::size_t wanted = (numbers + kBlockCases - 1) / kBlockCases;
  if (wanted <= blocks) return;
  blocks = wanted;
  const std::size_t cases = blocks * kBlockCases;
  scope.resize(blocks);
  if (needs.sharing) shares_child.resize(blocks);
  if (needs.sharing) child.resize(cases, kNobody);
  if (needs.family) family.resize(cases, kNobody);
  for (std::size_t i = 0; i < kColumns; ++i) {
    if (!needs.columns[i]) continue;
    single[i].resize(cases);
    const std::size_t values = vocabulary.keys(static_cast<Column>(i)).size();
    if (values <= kFewValues) GrowBits(single_bits[i], blocks, values, values);
  }
  for (std::size_t basis = 0; basis < kBases; ++basis) {
    if (!needs.bases[basis]) continue;
    const std::size_t codes = vocabulary.concerns(basis).size();
    GrowBits(concerns[basis], blocks, codes, codes + 1);
    concerns[basis].repeats.resize(blocks);
  }
}

void CaseColumns::Clear(std::uint32_t number) {
  const std::size_t block = number / kBlockCases;
  const std::size_t within = number % kBlockCases;
  scope[block].Remove(within);
  for (SlotBits& bits : single_bits) {
    if (bits.slots != 0) bits.Clear(number);
  }
  for (ConcernBits& bits : concerns) {
    if (bits.slots == 0) continue;
    bits.Clear(number);
    std::erase_if(bits.repeats[block],
                  [within](const Repeat& repeat) { return repeat.case_in_block == within; });
  }
}

void CaseColumns::MarkWithoutConcerns(std::size_t basis, std::size_t block) {
  ConcernBits& bits = concerns[basis];
  Line with;
  for (std::size_t slot = 0; slot < bits.slots; ++slot) {
    const Line& slice = bits.At(block, slot);
    for (std::size_t i = 0; i < kBlockWords; ++i) with.words[i] |= slice.words[i];
  }
  Line& without = bits.At(block, bits.slots);
  for (std::size_t i = 0; i < kBlockWords; ++i) {
    without.words[i] = scope[block].words[i] & ~with.words[i];
  }
}

std::size_t CaseColumns::Bytes() const {
  std::size_t bytes = (scope.capacity() + shares_child.capacity()) * sizeof(Line) +
                      (child.capacity() + family.capacity()) * sizeof(std::uint32_t);
  for (const auto& column : single) bytes += column.capacity() * sizeof(std::uint16_t);
  for (const SlotBits& bits : single_bits) bytes += bits.lines.capacity() * sizeof(Line);
  for (const ConcernBits& bits : concerns) {
    bytes += bits.lines.capacity() * sizeof(Line);
    for (const auto& block : bits.repeats) bytes += block.capacity() * sizeof(Repeat);
  }
  return bytes;
}

}  // namespace caseload::mix
