// SPDX-License-Identifier: Apache-2.0
// Filters all cases first, one bit a case, and then counts what is kept.
#include "mix/count.h"

#include <algorithm>
#include <numeric>

#include "mix/kernels.h"
#include "mix/tally.h"

namespace caseload::mix {
namespace {

Line Both(const Line& a, const Line& b) {
  Line both;
  for (std::size_t i = 0; i < kBlockWords; ++i) both.words[i] = a.words[i] & b.words[i];
  return both;
}

class Counter {
 public:
  Counter(const Plan& plan, const CaseColumns& columns)
      : plan_(plan),
        columns_(columns),
        bits_(columns.concerns[plan.basis]),
        keep_(columns.scope),
        tally_(plan.cells) {}

  Counted Run() {
    Filter();
    if (plan_.unit == v1::MIX_UNIT_ASSERTIONS) {
      TakeAssertions();
    } else {
      // Cases of a child or family that may have another one are looked at one by one.
      if (plan_.unit != v1::MIX_UNIT_CASES) TakeShared(SetApart());
      counted_.total += CountKept(keep_);
      if (!plan_.by.empty()) TakeGroups();
    }
    tally_.Each([this](std::uint64_t cell, std::uint64_t count) {
      counted_.cells.push_back({cell, count});
    });
    std::sort(counted_.cells.begin(), counted_.cells.end(),
              [](const Cell& a, const Cell& b) { return a.cell < b.cell; });
    return std::move(counted_);
  }

 private:
  const SlotBits& BitsOf(Column column) const {
    return columns_.single_bits[static_cast<std::size_t>(column)];
  }

  // What is read by the bit comes first: it costs least, and spares the others whole blocks.
  void Filter() {
    for (const ColumnFilter& filter : plan_.column_filters) {
      if (BitsOf(filter.column).slots != 0) KeepSlots(BitsOf(filter.column), filter.slots, keep_);
    }
    if (plan_.unit != v1::MIX_UNIT_ASSERTIONS) {  // there they keep assertions: see Plan::entries
      for (const ConcernFilter& filter : plan_.concern_filters) KeepSlots(bits_, filter, keep_);
    }
    for (const ColumnFilter& filter : plan_.column_filters) {
      if (BitsOf(filter.column).slots != 0) continue;
      const std::uint16_t* const column = columns_.column(filter.column).data();
      if (filter.listed.empty()) {
        KeepRanges(column, filter.ranges, keep_);
      } else {
        KeepListed(column, filter.listed.data(), keep_);
      }
    }
  }

  std::vector<Line> SetApart() {
    std::vector<Line> shared = keep_;
    for (std::size_t block = 0; block < columns_.blocks; ++block) {
      if (plan_.unit == v1::MIX_UNIT_CHILDREN) {
        shared[block] = Both(shared[block], columns_.shares_child[block]);
      }
      for (std::size_t i = 0; i < kBlockWords; ++i) {
        keep_[block].words[i] &= ~shared[block].words[i];
      }
    }
    return shared;
  }

  void TakeShared(const std::vector<Line>& shared) {
    const std::uint64_t owners = Owners(shared);
    Met met(1, owners);
    EachOf(shared, [&](std::size_t number) {
      if (met.Add(0, Owner(number))) ++counted_.total;
    });
    if (plan_.by.empty()) return;
    Met met_in(plan_.cells, owners);
    EachGroup(shared, [&](std::uint64_t cell, std::size_t number) {
      if (met_in.Add(cell, Owner(number))) tally_.Add(cell);
    });
  }

  void TakeGroups() {
    if (plan_.columns_by.empty()) {
      std::vector<std::span<const std::uint16_t>> groups;
      for (const Entry& entry : plan_.entries) groups.emplace_back(entry.slots);
      const std::vector<std::uint64_t> counts = CountBySlots(bits_, groups);
      for (std::size_t i = 0; i < counts.size(); ++i) AddTo(plan_.entries[i].cell, counts[i]);
    } else if (plan_.by.size() == 1) {
      TakeColumn(plan_.columns_by[0]);
    } else {
      EachGroup(keep_, [&](std::uint64_t cell, std::size_t) { tally_.Add(cell); });
    }
  }

  void TakeColumn(const GroupBy& by) {
    const SlotBits& bits = BitsOf(ColumnOf(by.dimension));
    if (bits.slots == 0) {
      std::vector<std::uint32_t> tables(kTables * by.size);
      CountMany(columns_.column(ColumnOf(by.dimension)).data(), keep_, tables.data(), by.size);
      for (std::size_t i = 0; i < tables.size(); ++i) AddTo(i % by.size, tables[i]);
      return;
    }
    std::vector<std::uint16_t> slots(by.size);
    std::iota(slots.begin(), slots.end(), std::uint16_t{0});
    std::vector<std::span<const std::uint16_t>> groups;
    for (const std::uint16_t& slot : slots) groups.emplace_back(&slot, 1);
    const std::vector<std::uint64_t> counts = CountBySlots(bits, groups);
    for (std::size_t slot = 0; slot < counts.size(); ++slot) AddTo(slot, counts[slot]);
  }

  void TakeAssertions() {
    constexpr std::uint64_t kNotCounted = ~std::uint64_t{0};
    std::vector<std::uint64_t> cell_of(bits_.slots, kNotCounted);
    std::vector<std::span<const std::uint16_t>> groups;
    for (const Entry& entry : plan_.entries) {
      for (const std::uint16_t& slot : entry.slots) {
        cell_of[slot] = entry.cell;
        groups.emplace_back(&slot, 1);
      }
    }
    const std::vector<std::uint64_t> counts = CountBySlots(bits_, groups);
    for (std::size_t i = 0; i < counts.size(); ++i) {
      counted_.total += counts[i];
      if (plan_.columns_by.empty()) AddTo(cell_of[groups[i][0]], counts[i]);
    }
    for (std::size_t block = 0; block < columns_.blocks; ++block) {
      for (std::size_t i = 0; i < counts.size() && !plan_.columns_by.empty(); ++i) {
        const std::uint16_t slot = groups[i][0];
        Both(keep_[block], bits_.At(block, slot)).Each([&](std::size_t at) {
          tally_.Add(cell_of[slot] + CellOf(block * kBlockCases + at));
        });
      }
      for (const Repeat& repeat : bits_.repeats[block]) {
        if (!keep_[block].Has(repeat.case_in_block) || cell_of[repeat.slot] == kNotCounted)
          continue;
        ++counted_.total;
        AddTo(cell_of[repeat.slot] + CellOf(block * kBlockCases + repeat.case_in_block), 1);
      }
    }
  }

  std::vector<std::uint64_t> CountBySlots(const SlotBits& bits, SlotGroups groups) const {
    std::vector<std::uint64_t> counts(groups.size());
    CountSlots(bits, groups, keep_, counts.data());
    return counts;
  }

  void AddTo(std::uint64_t cell, std::uint64_t count) {
    if (count != 0 && !plan_.by.empty()) tally_.Add(cell, count);
  }

  template <class Take>
  void EachOf(const std::vector<Line>& lines, Take&& take) const {
    for (std::size_t block = 0; block < lines.size(); ++block) {
      lines[block].Each([&](std::size_t at) { take(block * kBlockCases + at); });
    }
  }

  // Each of the cases under each cell that it falls into.
  template <class Take>
  void EachGroup(const std::vector<Line>& lines, Take&& take) const {
    for (std::size_t block = 0; block < lines.size(); ++block) {
      for (const Entry& entry : plan_.entries) {
        Line here = lines[block];
        if (!entry.all) {
          Line wanted;
          for (const std::uint16_t slot : entry.slots) {
            for (std::size_t i = 0; i < kBlockWords; ++i) {
              wanted.words[i] |= bits_.At(block, slot).words[i];
            }
          }
          here = Both(here, wanted);
        }
        here.Each([&](std::size_t at) {
          const std::size_t number = block * kBlockCases + at;
          take(entry.cell + CellOf(number), number);
        });
      }
    }
  }

  std::uint64_t CellOf(std::size_t number) const {
    std::uint64_t cell = 0;
    for (const GroupBy& by : plan_.columns_by) {
      cell += columns_.column(ColumnOf(by.dimension))[number] * by.stride;
    }
    return cell;
  }

  // The child, or the family with the children who are families of their own numbered in between.
  std::uint32_t Owner(std::size_t number) const {
    if (plan_.unit != v1::MIX_UNIT_FAMILIES) return columns_.child[number];
    const std::uint32_t family = columns_.family[number];
    return family << 1 | family >> 31;
  }

  // One more than the highest owner.
  std::uint64_t Owners(const std::vector<Line>& of) const {
    std::uint32_t highest = 0;
    EachOf(of, [&](std::size_t number) { highest = std::max(highest, Owner(number)); });
    return std::uint64_t{highest} + 1;
  }

  const Plan& plan_;
  const CaseColumns& columns_;
  const ConcernBits& bits_;
  std::vector<Line> keep_;
  Tally tally_;
  Counted counted_;
};

}  // namespace

Counted Count(const Plan& plan, const CaseColumns& columns) { return Counter(plan, columns).Run(); }

}  // namespace caseload::mix
