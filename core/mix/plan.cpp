// SPDX-License-Identifier: Apache-2.0
// Turns values into slots, and groups into cells.
#include "mix/plan.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <span>

namespace caseload::mix {
namespace {

// Cells share 64 bits with the number of a child or family.
constexpr std::uint64_t kCellsMost = std::uint64_t{1} << 32;

bool HasNumbers(v1::MixDimension dimension) {
  return dimension == v1::MIX_DIMENSION_TEAM || dimension == v1::MIX_DIMENSION_WORKER;
}

const Numbers& NumbersOf(v1::MixDimension dimension, const CaseColumns& columns) {
  return dimension == v1::MIX_DIMENSION_TEAM ? columns.teams : columns.workers;
}

std::size_t SizeOf(v1::MixDimension dimension, std::size_t basis, const Vocabulary& vocabulary,
                   const CaseColumns& columns) {
  if (dimension == v1::MIX_DIMENSION_CONCERN) return vocabulary.concerns(basis).size() + 1;
  if (dimension == v1::MIX_DIMENSION_CONCERN_GROUP) return vocabulary.groups().size() + 1;
  if (HasNumbers(dimension)) return NumbersOf(dimension, columns).in_use().size() + 1;
  return vocabulary.keys(ColumnOf(dimension)).size();
}

std::optional<std::uint32_t> ReadNumber(const std::string& text) {
  std::uint32_t number = 0;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  if (text.empty() || read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return number;
}

// Keys of a dimension whose keys are words; those of concerns without the last, "not recorded".
std::span<const Key> WordsOf(v1::MixDimension dimension, std::size_t basis,
                             const Vocabulary& vocabulary) {
  if (dimension == v1::MIX_DIMENSION_CONCERN) return vocabulary.concerns(basis).codes.keys;
  if (dimension == v1::MIX_DIMENSION_CONCERN_GROUP) return vocabulary.groups();
  return vocabulary.keys(ColumnOf(dimension));
}

std::optional<std::size_t> IndexOfWord(v1::MixDimension dimension, const std::string& value,
                                       std::span<const Key> words) {
  const auto by_value = [](const Key& key, const std::string& wanted) {
    return key.value < wanted;
  };
  auto found = words.end();
  if (dimension == v1::MIX_DIMENSION_REFERRAL_MONTH && !value.empty()) {
    // Three centuries of months, in order.
    const auto last = words.begin() + kMonthUnknown;
    found = std::lower_bound(words.begin(), last, value, by_value);
    if (found == last || found->value != value) found = words.end();
  } else {
    found = std::find_if(words.begin(), words.end(),
                         [&value](const Key& key) { return key.value == value; });
  }
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  if (IsConcern(dimension) && value.empty()) return words.size();
  return std::nullopt;
}

// Indexes of the values among the dimension's keys. A team or worker who holds nothing is no fault.
Result<std::vector<std::uint16_t>> IndexesOf(const Filter& filter, const std::string& field,
                                             std::size_t basis, const Vocabulary& vocabulary,
                                             const CaseColumns& columns) {
  std::vector<std::uint16_t> indexes;
  std::vector<FieldProblem> problems;
  for (std::size_t i = 0; i < filter.values.size(); ++i) {
    const std::string& value = filter.values[i];
    std::optional<std::size_t> index;
    if (!HasNumbers(filter.dimension)) {
      index = IndexOfWord(filter.dimension, value, WordsOf(filter.dimension, basis, vocabulary));
    } else if (value.empty()) {
      index = Numbers::kNone;
    } else if (const auto number = ReadNumber(value)) {
      index = NumbersOf(filter.dimension, columns).Find(*number);
      if (!index) continue;
    }
    if (index) {
      indexes.push_back(static_cast<std::uint16_t>(*index));
    } else {
      problems.push_back(
          {field + ".values[" + std::to_string(i) + "]", "is no value of the dimension"});
    }
  }
  if (!problems.empty()) {
    return Error{v1::ERROR_REASON_FIELDS_INVALID, "a filter names values that do not exist",
                 std::move(problems)};
  }
  std::sort(indexes.begin(), indexes.end());
  indexes.erase(std::unique(indexes.begin(), indexes.end()), indexes.end());
  return indexes;
}

ColumnFilter FilterColumn(v1::MixDimension dimension, std::span<const std::uint16_t> slots,
                          std::size_t size) {
  ColumnFilter filter;
  filter.column = ColumnOf(dimension);
  filter.slots.assign(slots.begin(), slots.end());
  for (const std::uint16_t slot : slots) {
    if (!filter.ranges.empty() && filter.ranges.back().last + 1 == slot) {
      filter.ranges.back().last = slot;
    } else {
      filter.ranges.push_back({slot, slot});
    }
  }
  if (filter.ranges.size() <= kRangesMost) return filter;
  filter.listed.assign(size, 0);
  for (const std::uint16_t slot : slots) filter.listed[slot] = 1;
  return filter;
}

ConcernFilter FilterConcerns(v1::MixDimension dimension, std::span<const std::uint16_t> indexes,
                             const ConcernSlots& concerns, std::size_t size) {
  ConcernFilter filter;
  const auto wanted = [&](std::size_t index) {
    return std::binary_search(indexes.begin(), indexes.end(), static_cast<std::uint16_t>(index));
  };
  for (std::size_t slot = 0; slot < concerns.size(); ++slot) {
    if (wanted(dimension == v1::MIX_DIMENSION_CONCERN ? slot : concerns.group[slot])) {
      filter.push_back(static_cast<std::uint16_t>(slot));
    }
  }
  if (wanted(size - 1)) filter.push_back(static_cast<std::uint16_t>(concerns.size()));
  return filter;
}

// Which slots lead to which cell. A code and its group asked for together come from the same
// assertion.
std::vector<Entry> EntriesOf(const Plan& plan, const ConcernSlots& concerns) {
  const bool assertions = plan.unit == v1::MIX_UNIT_ASSERTIONS;
  const bool grouped = plan.columns_by.size() < plan.by.size();
  if (!grouped && !assertions) return {Entry{{}, true, 0}};
  const auto allowed = [&](std::uint16_t slot) {
    return !assertions ||
           std::all_of(plan.concern_filters.begin(), plan.concern_filters.end(),
                       [slot](const ConcernFilter& filter) {
                         return std::binary_search(filter.begin(), filter.end(), slot);
                       });
  };
  std::map<std::uint64_t, Entry> by_cell;
  Entry none{{static_cast<std::uint16_t>(concerns.size())}, false, 0};
  for (const GroupBy& by : plan.by) {
    if (IsConcern(by.dimension)) none.cell += (by.size - 1) * by.stride;
  }
  for (std::uint16_t slot = 0; slot < concerns.size(); ++slot) {
    if (!allowed(slot)) continue;
    std::uint64_t cell = 0;
    for (const GroupBy& by : plan.by) {
      if (by.dimension == v1::MIX_DIMENSION_CONCERN) cell += slot * by.stride;
      if (by.dimension == v1::MIX_DIMENSION_CONCERN_GROUP) cell += concerns.group[slot] * by.stride;
    }
    by_cell[cell].slots.push_back(slot);
  }
  std::vector<Entry> entries;
  for (auto& [cell, entry] : by_cell) {
    entry.cell = cell;
    entries.push_back(std::move(entry));
  }
  if (!assertions) entries.push_back(std::move(none));
  return entries;
}

}  // namespace

Key KeyOf(v1::MixDimension dimension, std::size_t basis, std::size_t index,
          const Vocabulary& vocabulary, const CaseColumns& columns) {
  if (HasNumbers(dimension)) {
    if (index == Numbers::kNone) return {"", "Not recorded"};
    return {std::to_string(NumbersOf(dimension, columns).in_use()[index - 1]), ""};
  }
  const auto words = WordsOf(dimension, basis, vocabulary);
  return index < words.size() ? words[index] : Key{"", "Not recorded"};
}

Needs NeedsOf(const Question& question) {
  Needs needs;
  const auto add = [&](v1::MixDimension dimension) {
    if (IsConcern(dimension)) {
      needs.bases.set(BasisIndex(question.basis));
    } else {
      needs.columns.set(static_cast<std::size_t>(ColumnOf(dimension)));
    }
  };
  for (const v1::MixDimension dimension : question.by) add(dimension);
  for (const Filter& filter : question.filters) add(filter.dimension);
  if (question.unit == v1::MIX_UNIT_ASSERTIONS) needs.bases.set(BasisIndex(question.basis));
  needs.family = question.unit == v1::MIX_UNIT_FAMILIES;
  needs.sharing = question.unit == v1::MIX_UNIT_CHILDREN;
  return needs;
}

Result<Plan> MakePlan(const Question& question, const Vocabulary& vocabulary,
                      const CaseColumns& columns) {
  const Error too_large{v1::ERROR_REASON_TOO_LARGE,
                        "the question makes more groups than can be counted"};
  if (columns.teams.overflown() || columns.workers.overflown()) return too_large;
  Plan plan;
  plan.unit = question.unit;
  plan.basis = BasisIndex(question.basis);
  for (std::size_t i = 0; i < question.filters.size(); ++i) {
    const Filter& filter = question.filters[i];
    auto indexes =
        IndexesOf(filter, "filters[" + std::to_string(i) + "]", plan.basis, vocabulary, columns);
    if (!indexes) return indexes.error();
    const std::size_t size = SizeOf(filter.dimension, plan.basis, vocabulary, columns);
    if (IsConcern(filter.dimension)) {
      plan.concern_filters.push_back(
          FilterConcerns(filter.dimension, *indexes, vocabulary.concerns(plan.basis), size));
    } else {
      plan.column_filters.push_back(FilterColumn(filter.dimension, *indexes, size));
    }
  }
  // The last dimension varies fastest, so that cells rise in the order in which rows are shown.
  for (auto dimension = question.by.rbegin(); dimension != question.by.rend(); ++dimension) {
    const std::size_t size = SizeOf(*dimension, plan.basis, vocabulary, columns);
    plan.by.push_back({*dimension, size, plan.cells});
    plan.cells *= size;
    if (plan.cells >= kCellsMost) return too_large;
  }
  std::reverse(plan.by.begin(), plan.by.end());
  for (const GroupBy& by : plan.by) {
    if (!IsConcern(by.dimension)) plan.columns_by.push_back(by);
  }
  plan.entries = EntriesOf(plan, vocabulary.concerns(plan.basis));
  return plan;
}

}  // namespace caseload::mix
