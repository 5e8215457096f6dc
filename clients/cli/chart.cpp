// SPDX-License-Identifier: Apache-2.0
// Draws bars cell by cell: a segment carries its number where there is room, and ends in a thin
// gap, since neighbouring shades alone do not stand out from each other well enough.
#include "cli/chart.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "cli/shades.h"
#include "cli/sheet.h"
#include "cli/text_width.h"

namespace caseload::cli {
namespace {

std::uint64_t Sum(const Bar& bar) {
  return std::accumulate(bar.parts.begin(), bar.parts.end(), std::uint64_t{0});
}

struct Layout {
  int label = 0;
  int cells = 0;  // of the longest bar
  std::uint64_t longest = 0;
};

Layout Measure(const Chart& chart, int width) {
  Layout layout;
  int mark = 0;
  for (const Bar& bar : chart.bars) {
    layout.label = std::max(layout.label, DisplayWidth(Printable(bar.label)));
    mark = std::max(mark, DisplayWidth(bar.mark));
    layout.longest = std::max(layout.longest, Sum(bar));
  }
  layout.label = std::min(layout.label, width / 3);
  layout.cells = std::max(8, width - layout.label - 2 - 1 - mark);
  return layout;
}

std::string ColoredSegment(std::uint64_t value, int cells, const Shade& shade) {
  const std::string number = Thousands(value);
  const int free_cells = cells - static_cast<int>(number.size());
  std::string text =
      free_cells >= 2 ? std::string(static_cast<std::size_t>(free_cells / 2), ' ') + number : "";
  text = PadRight(text, cells - 1);
  return shade.Background() + shade.Text() + text + kPlain + shade.Foreground() + "▉" + kPlain;
}

std::string LetteredSegment(int cells, std::size_t series) {
  return std::string(static_cast<std::size_t>(cells), static_cast<char>('A' + series));
}

void PrintLegend(std::ostream& out, const Chart& chart, const ChartStyle& style, int indent) {
  const std::string margin(static_cast<std::size_t>(indent), ' ');
  int used = indent;
  std::string line = margin;
  for (std::size_t i = 0; i < chart.series.size(); ++i) {
    const std::string name = Printable(chart.series[i]);
    const int needed = DisplayWidth(name) + 4;
    if (used > indent && used + needed > style.width) {
      out << line.substr(0, line.find_last_not_of(' ') + 1) << '\n';
      line = margin;
      used = indent;
    }
    const Shade shade = ShadeOf(i, chart.series.size());
    line += style.color ? shade.Foreground() + "█" + kPlain : LetteredSegment(1, i);
    line += " " + name + "  ";
    used += needed;
  }
  out << line.substr(0, line.find_last_not_of(' ') + 1) << '\n';
}

void PrintBar(std::ostream& out, const Bar& bar, const Layout& layout, const Chart& chart,
              const ChartStyle& style) {
  out << PadRight(Fit(Printable(bar.label), layout.label), layout.label) << "  ";
  const double share = layout.longest == 0
                           ? 0.0
                           : static_cast<double>(Sum(bar)) / static_cast<double>(layout.longest);
  const std::vector<int> cells =
      ShareCells(bar.parts, static_cast<int>(std::lround(share * layout.cells)));
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells[i] == 0) continue;
    out << (style.color ? ColoredSegment(bar.parts[i], cells[i], ShadeOf(i, chart.series.size()))
                        : LetteredSegment(cells[i], i));
  }
  out << (Sum(bar) > 0 ? " " : "") << bar.mark << '\n';
}

}  // namespace

std::vector<int> ShareCells(const std::vector<std::uint64_t>& parts, int cells) {
  const std::uint64_t sum = std::accumulate(parts.begin(), parts.end(), std::uint64_t{0});
  std::vector<int> shares(parts.size(), 0);
  if (sum == 0) return shares;
  int given = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const double share = static_cast<double>(parts[i]) / static_cast<double>(sum) * cells;
    shares[i] = parts[i] == 0 ? 0 : std::max(1, static_cast<int>(share));
    given += shares[i];
  }
  // What rounding left over goes to the parts that are furthest from their share; too much is taken
  // likewise.
  const auto lack = [&](std::size_t i) {
    return static_cast<double>(parts[i]) / static_cast<double>(sum) * cells - shares[i];
  };
  for (; given != cells; given += given < cells ? 1 : -1) {
    std::size_t best = parts.size();
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (parts[i] == 0 || (given > cells && shares[i] <= 1)) continue;
      if (best == parts.size() || (given < cells ? lack(i) > lack(best) : lack(i) < lack(best)))
        best = i;
    }
    if (best == parts.size()) return shares;
    shares[best] += given < cells ? 1 : -1;
  }
  return shares;
}

void PrintChart(std::ostream& out, const Chart& chart, const ChartStyle& style) {
  const Layout layout = Measure(chart, style.width);
  for (const Bar& bar : chart.bars) PrintBar(out, bar, layout, chart, style);
  if (chart.series.size() > 1) PrintLegend(out, chart, style, layout.label + 2);
}

}  // namespace caseload::cli
