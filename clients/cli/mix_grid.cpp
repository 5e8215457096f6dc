// SPDX-License-Identifier: Apache-2.0
// Lays the rows of a mix out on a grid.
#include "cli/mix_grid.h"

#include <algorithm>

#include "cli/mix_words.h"
#include "cli/sheet.h"

namespace caseload::cli {
namespace {

// Rows come in the order of the first dimension, then of the second; a row may lack values of the
// second. So a new value belongs right after the one before it in its own row. `previous` is that
// one's position, or npos.
std::size_t Place(MixAxis& axis, const v1::MixKey& key, const std::string& label,
                  std::size_t previous) {
  const auto found = std::find(axis.values.begin(), axis.values.end(), key.value());
  if (found != axis.values.end()) return static_cast<std::size_t>(found - axis.values.begin());
  const std::size_t at = previous == std::string::npos ? 0 : previous + 1;
  axis.values.insert(axis.values.begin() + static_cast<std::ptrdiff_t>(at), key.value());
  axis.labels.insert(axis.labels.begin() + static_cast<std::ptrdiff_t>(at), label);
  return at;
}

std::size_t PositionOf(const MixAxis& axis, const std::string& value) {
  return static_cast<std::size_t>(std::find(axis.values.begin(), axis.values.end(), value) -
                                  axis.values.begin());
}

}  // namespace

MixGrid GridOf(const v1::GetMixResponse& answer) {
  MixGrid grid;
  const bool crossed = answer.by_size() == 2;
  if (!crossed) grid.across = {{""}, {""}};
  std::size_t row = std::string::npos;
  std::size_t column = std::string::npos;
  for (const auto& group : answer.rows()) {
    if (group.keys_size() != answer.by_size()) continue;
    const std::size_t before = row;
    row = Place(grid.down, group.keys(0), KeyLabel(group.keys(0)), row);
    if (row != before) column = std::string::npos;
    if (!crossed) continue;
    column = Place(grid.across, group.keys(1), ShortLabel(answer.by(1), group.keys(1)), column);
  }
  for (const auto& group : answer.rows()) {
    if (group.keys_size() != answer.by_size()) continue;
    const std::size_t at = crossed ? PositionOf(grid.across, group.keys(1).value()) : 0;
    grid.cells[{PositionOf(grid.down, group.keys(0).value()), at}] = group.count();
  }
  return grid;
}

std::string MixGrid::Text(std::size_t row, std::size_t column) const {
  const auto cell = cells.find({row, column});
  return cell == cells.end() ? "0" : CountText(cell->second);
}

std::uint64_t MixGrid::Number(std::size_t row, std::size_t column) const {
  const auto cell = cells.find({row, column});
  return cell == cells.end() ? 0 : cell->second.number();
}

std::string MixGrid::Sum(std::size_t row) const {
  std::uint64_t sum = 0;
  bool any = false;
  std::string withheld;
  for (std::size_t column = 0; column < across.values.size(); ++column) {
    sum += Number(row, column);
    const auto cell = cells.find({row, column});
    if (cell == cells.end() || cell->second.has_number()) {
      any = true;
    } else if (const std::string letter = NoValueLetter(cell->second.none());
               withheld.find(letter) == std::string::npos) {
      withheld += letter;
    }
  }
  if (withheld.empty()) return Thousands(sum);
  return any && sum > 0 ? Thousands(sum) + "+" + withheld : withheld;
}

}  // namespace caseload::cli
