// SPDX-License-Identifier: Apache-2.0
// Chart: stacked bars of counts, in shades of one colour or, without colour, in letters.
#pragma once

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

namespace caseload::cli {

// Shades, or letters, that can still be told apart.
inline constexpr std::size_t kSeriesMost = 8;

struct Bar {
  std::string label;
  std::vector<std::uint64_t> parts;  // one for each series
  // Stands after the bar, e.g. its sum.
  std::string mark;
};

struct Chart {
  std::vector<std::string> series;  // at most kSeriesMost; with one alone there is no legend
  std::vector<Bar> bars;
};

struct ChartStyle {
  bool color = false;
  int width = 80;
};

void PrintChart(std::ostream& out, const Chart& chart, const ChartStyle& style);

// So many of the cells for each part, in proportion, and one at least where there is anything: none
// is lost to rounding while there are as many cells as parts.
std::vector<int> ShareCells(const std::vector<std::uint64_t>& parts, int cells);

}  // namespace caseload::cli
