// SPDX-License-Identifier: Apache-2.0
// Filters and counts one block of cases after the other, so that what is kept stays in the nearest
// cache.
#include "mix/count.h"

#include <algorithm>
#include <array>
#include <bit>

#include "mix/kernels.h"
#include "mix/tally.h"

namespace caseload::mix {
namespace {

using Bits = std::array<std::uint64_t, kBlockWords>;

template <class Take>
void EachCase(const Bits& bits, Take&& take) {
  for (std::size_t word = 0; word < kBlockWords; ++word) {
    for (std::uint64_t left = bits[word]; left != 0; left &= left - 1) {
      take(word * 64 + static_cast<std::size_t>(std::countr_zero(left)));
    }
  }
}

class Counter {
 public:
  Counter(const Plan& plan, const CaseColumns& columns)
      : plan_(plan),
        columns_(columns),
        bits_(columns.concerns[plan.basis]),
        tally_(plan.cells),
        whole_(1, Owners()),
        distinct_(plan.cells, plan.by.empty() ? 0 : Owners()) {
    if (OneColumn()) tables_.resize(kTables * plan.columns_by[0].size);
  }

  Counted Run() {
    for (std::size_t block = 0; block < columns_.blocks; ++block) Take(block);
    for (std::size_t i = 0; i < tables_.size(); ++i) {
      if (tables_[i] != 0) tally_.Add(i % (tables_.size() / kTables), tables_[i]);
    }
    tally_.Each([this](std::uint64_t cell, std::uint64_t count) {
      counted_.cells.push_back({cell, count});
    });
    std::sort(counted_.cells.begin(), counted_.cells.end(),
              [](const Cell& a, const Cell& b) { return a.cell < b.cell; });
    return std::move(counted_);
  }

 private:
  bool OneColumn() const {
    return plan_.by.size() == 1 && plan_.columns_by.size() == 1 && !Assertions();
  }
  bool Assertions() const { return plan_.unit == v1::MIX_UNIT_ASSERTIONS; }

  void JoinSlots(std::size_t block, std::span<const std::uint16_t> slots, Bits& into) const {
    for (const std::uint16_t slot : slots) Join(bits_.Slice(block, slot), into.data());
  }

  Bits WithoutConcerns(std::size_t block) const {
    Bits none{};
    for (std::size_t slot = 0; slot < bits_.slots; ++slot) {
      Join(bits_.Slice(block, slot), none.data());
    }
    for (std::uint64_t& word : none) word = ~word;
    return none;
  }

  Bits Kept(std::size_t block) const {
    Bits keep;
    std::copy_n(columns_.scope.data() + block * kBlockWords, kBlockWords, keep.data());
    std::array<Wanted, kFiltersMost> wanted_slots;
    std::size_t filters = 0;
    for (const ColumnFilter& filter : plan_.column_filters) {
      const std::uint16_t* slots = columns_.column(filter.column).data() + block * kBlockCases;
      if (filter.listed.empty()) {
        wanted_slots[filters++] = {slots, filter.ranges};
      } else {
        KeepListed(slots, filter.listed.data(), keep.data());
      }
    }
    if (filters != 0) KeepWanted(std::span(wanted_slots).first(filters), keep.data());
    if (!Any(keep.data())) return keep;
    if (Assertions()) return keep;  // there a concern filter keeps assertions: see Plan::entries
    for (const ConcernFilter& filter : plan_.concern_filters) {
      Bits wanted = filter.none ? WithoutConcerns(block) : Bits{};
      JoinSlots(block, filter.slots, wanted);
      Keep(wanted.data(), keep.data());
    }
    return keep;
  }

  void Take(std::size_t block) {
    const Bits keep = Kept(block);
    if (!Any(keep.data())) return;
    if (Assertions()) {
      TakeAssertions(block, keep);
      return;
    }
    Bits alone = keep;  // counted without looking whose they are
    Bits shared{};      // of a child or family that may have another case
    const std::uint64_t* shares = columns_.shares_child.data() + block * kBlockWords;
    for (std::size_t i = 0; i < kBlockWords && plan_.unit != v1::MIX_UNIT_CASES; ++i) {
      shared[i] = plan_.unit == v1::MIX_UNIT_FAMILIES ? keep[i] : keep[i] & shares[i];
      alone[i] = keep[i] & ~shared[i];
    }
    counted_.total += CountBoth(alone.data(), alone.data());
    EachCase(shared, [&](std::size_t at) {
      if (whole_.Add(0, Owner(block, at))) ++counted_.total;
    });
    if (!plan_.by.empty()) TakeGroups(block, alone, shared);
  }

  void TakeGroups(std::size_t block, const Bits& alone, const Bits& shared) {
    const bool any_shared = Any(shared.data());
    for (const Entry& entry : plan_.entries) {
      if (entry.all) {
        TakeAlone(block, entry, alone);
        if (any_shared) TakeShared(block, entry, shared);
        continue;
      }
      if (plan_.columns_by.empty() && entry.slots.size() == 1 && !any_shared) {
        const std::uint64_t count = CountBoth(alone.data(), bits_.Slice(block, entry.slots[0]));
        if (count != 0) tally_.Add(entry.cell, count);
        continue;
      }
      Bits here = entry.none ? WithoutConcerns(block) : Bits{};
      JoinSlots(block, entry.slots, here);
      Bits here_shared = here;
      Keep(alone.data(), here.data());
      TakeAlone(block, entry, here);
      if (!any_shared) continue;
      Keep(shared.data(), here_shared.data());
      TakeShared(block, entry, here_shared);
    }
  }

  void TakeAlone(std::size_t block, const Entry& entry, const Bits& bits) {
    if (plan_.columns_by.empty()) {
      const std::uint64_t count = CountBoth(bits.data(), bits.data());
      if (count != 0) tally_.Add(entry.cell, count);
      return;
    }
    if (OneColumn()) {
      TakeColumn(block, bits);
      return;
    }
    EachCase(bits, [&](std::size_t at) { tally_.Add(entry.cell + CellOf(block, at)); });
  }

  void TakeColumn(std::size_t block, const Bits& bits) {
    const GroupBy& by = plan_.columns_by[0];
    const std::uint16_t* slots =
        columns_.column(ColumnOf(by.dimension)).data() + block * kBlockCases;
    if (by.size > kFewSlots) {
      CountMany(slots, bits.data(), tables_.data(), by.size);
      return;
    }
    std::array<std::uint64_t, kFewSlots> counts{};
    CountFew(slots, bits.data(), by.size, counts.data());
    for (std::size_t slot = 0; slot < by.size; ++slot) {
      if (counts[slot] != 0) tally_.Add(slot, counts[slot]);
    }
  }

  void TakeShared(std::size_t block, const Entry& entry, const Bits& bits) {
    EachCase(bits, [&](std::size_t at) {
      const std::uint64_t cell = entry.cell + CellOf(block, at);
      if (distinct_.Add(cell, Owner(block, at))) tally_.Add(cell);
    });
  }

  void TakeAssertions(std::size_t block, const Bits& keep) {
    std::vector<std::uint64_t> cell_of(bits_.slots, kNotCounted);
    for (const Entry& entry : plan_.entries) {
      for (const std::uint16_t slot : entry.slots) {
        cell_of[slot] = entry.cell;
        const std::uint64_t* slice = bits_.Slice(block, slot);
        const std::uint64_t count = CountBoth(keep.data(), slice);
        counted_.total += count;
        if (plan_.by.empty() || count == 0) continue;
        if (plan_.columns_by.empty()) {
          tally_.Add(entry.cell, count);
          continue;
        }
        Bits here = keep;
        Keep(slice, here.data());
        EachCase(here, [&](std::size_t at) { tally_.Add(entry.cell + CellOf(block, at)); });
      }
    }
    for (const Repeat& repeat : bits_.repeats[block]) {
      const std::size_t at = repeat.case_in_block;
      if ((keep[at / 64] >> (at % 64) & 1) == 0 || cell_of[repeat.slot] == kNotCounted) continue;
      ++counted_.total;
      if (!plan_.by.empty()) tally_.Add(cell_of[repeat.slot] + CellOf(block, at));
    }
  }

  std::uint64_t CellOf(std::size_t block, std::size_t at) const {
    std::uint64_t cell = 0;
    for (const GroupBy& by : plan_.columns_by) {
      cell += columns_.column(ColumnOf(by.dimension))[block * kBlockCases + at] * by.stride;
    }
    return cell;
  }

  // The child, or the family with the children who are families of their own numbered in between.
  std::uint32_t Owner(std::size_t block, std::size_t at) const {
    const std::size_t number = block * kBlockCases + at;
    if (plan_.unit != v1::MIX_UNIT_FAMILIES) return columns_.child[number];
    const std::uint32_t family = columns_.family[number];
    return family << 1 | family >> 31;
  }

  // One more than the highest owner.
  std::uint64_t Owners() const {
    if (plan_.unit != v1::MIX_UNIT_CHILDREN && plan_.unit != v1::MIX_UNIT_FAMILIES) return 0;
    std::uint32_t highest = 0;
    for (std::size_t block = 0; block < columns_.blocks; ++block) {
      Bits in_scope;
      std::copy_n(columns_.scope.data() + block * kBlockWords, kBlockWords, in_scope.data());
      const std::uint64_t* shares = columns_.shares_child.data() + block * kBlockWords;
      for (std::size_t i = 0; i < kBlockWords && plan_.unit == v1::MIX_UNIT_CHILDREN; ++i) {
        in_scope[i] &= shares[i];
      }
      EachCase(in_scope, [&](std::size_t at) { highest = std::max(highest, Owner(block, at)); });
    }
    return std::uint64_t{highest} + 1;
  }

  static constexpr std::uint64_t kNotCounted = ~std::uint64_t{0};

  const Plan& plan_;
  const CaseColumns& columns_;
  const ConcernBits& bits_;
  Tally tally_;
  std::vector<std::uint32_t> tables_;
  Met whole_;     // owners met, for the total
  Met distinct_;  // owners met in each cell
  Counted counted_;
};

}  // namespace

Counted Count(const Plan& plan, const CaseColumns& columns) { return Counter(plan, columns).Run(); }

}  // namespace caseload::mix
