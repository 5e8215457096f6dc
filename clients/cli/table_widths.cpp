// SPDX-License-Identifier: Apache-2.0
// Makes a table fit its screen.
#include "cli/table_widths.h"

#include <algorithm>
#include <numeric>
#include <sstream>

#include "cli/text_width.h"

namespace caseload::cli {
namespace {

// Below this a shortened column of text says nothing any more.
constexpr int kNarrowestText = 12;
// Below this a shortened heading of numbers says nothing any more.
constexpr int kNarrowestHeading = 5;

std::vector<std::string> Words(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

std::vector<std::string> Wrapped(const std::string& heading, int width) {
  if (DisplayWidth(heading) <= width) return {heading};
  std::vector<std::string> lines;
  for (const std::string& word : Words(heading)) {
    const bool fits =
        !lines.empty() && DisplayWidth(lines.back()) + 1 + DisplayWidth(word) <= width;
    if (fits) {
      lines.back() += " " + word;
    } else {
      lines.push_back(word);
    }
  }
  return lines;
}

// Takes columns of the screen from the widest that is wider than its least, until the table fits or
// nothing more can be taken. A least of 0 leaves a column alone.
void Narrow(std::vector<int>& widths, const std::vector<int>& least, int most) {
  while (std::accumulate(widths.begin(), widths.end(), 0) > most) {
    std::size_t widest = widths.size();
    for (std::size_t i = 0; i < widths.size(); ++i) {
      if (least[i] == 0 || widths[i] <= least[i]) continue;
      if (widest == widths.size() || widths[i] > widths[widest]) widest = i;
    }
    if (widest == widths.size()) return;
    --widths[widest];
  }
}

}  // namespace

std::vector<int> TableWidths(const Sheet& sheet, const std::vector<std::string>& headings,
                             const TableRoom& room) {
  const std::size_t count = headings.size();
  std::vector<int> widths;
  std::vector<int> wrapped(count, 0);
  std::vector<int> cut(count, 0);
  std::vector<int> text(count, 0);
  for (std::size_t i = 0; i < count; ++i) {
    int cells = 0;
    for (const auto& row : sheet.rows) cells = std::max(cells, DisplayWidth(Printable(row[i])));
    widths.push_back(std::max(cells, DisplayWidth(headings[i])));
    if (sheet.columns[i].align == Align::kRight) {
      for (const auto& word : Words(headings[i]))
        wrapped[i] = std::max(wrapped[i], DisplayWidth(word));
      wrapped[i] = std::max(wrapped[i], cells);
      cut[i] = std::max(cells, kNarrowestHeading);
    } else if (i > 0) {
      text[i] = kNarrowestText;
    }
  }
  if (room.screen <= 0) return widths;
  const int most = room.screen - room.gap * (static_cast<int>(count) - 1);
  Narrow(widths, wrapped, most);
  Narrow(widths, cut, most);
  Narrow(widths, text, most);
  return widths;
}

std::vector<std::vector<std::string>> HeadingLines(const std::vector<std::string>& headings,
                                                   const std::vector<int>& widths) {
  std::vector<std::vector<std::string>> columns;
  std::size_t height = 1;
  for (std::size_t i = 0; i < headings.size(); ++i) {
    columns.push_back(Wrapped(headings[i], widths[i]));
    height = std::max(height, columns.back().size());
  }
  std::vector<std::vector<std::string>> lines(height, std::vector<std::string>(headings.size()));
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::size_t above = height - columns[i].size();
    for (std::size_t k = 0; k < columns[i].size(); ++k) lines[above + k][i] = columns[i][k];
  }
  return lines;
}

}  // namespace caseload::cli
