// SPDX-License-Identifier: Apache-2.0
// Prints a sheet as a table or as a card.
#include <algorithm>
#include <cctype>

#include "cli/sheet.h"
#include "cli/text_width.h"

namespace caseload::cli {
namespace {

constexpr int kGap = 2;
// Below this a shortened column says nothing any more.
constexpr int kNarrowest = 12;

std::string Heading(const std::string& name) {
  std::string heading = name;
  for (char& letter : heading) {
    letter =
        letter == '_' ? ' ' : static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
  }
  return heading;
}

std::string Bold(const std::string& text, bool color) {
  return color ? "\x1b[1m" + text + "\x1b[0m" : text;
}

std::vector<int> Widths(const Sheet& sheet) {
  std::vector<int> widths;
  for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
    int width = DisplayWidth(Heading(sheet.columns[i].name));
    for (const auto& row : sheet.rows) width = std::max(width, DisplayWidth(Printable(row[i])));
    widths.push_back(width);
  }
  return widths;
}

// Takes columns of the screen from the widest text until the table fits or nothing more can be
// taken.
void Shorten(const Sheet& sheet, std::vector<int>& widths, int screen) {
  int total = kGap * (static_cast<int>(widths.size()) - 1);
  for (const int width : widths) total += width;
  while (screen > 0 && total > screen) {
    std::size_t widest = widths.size();
    for (std::size_t i = 0; i < widths.size(); ++i) {
      if (sheet.columns[i].align == Align::kRight || widths[i] <= kNarrowest) continue;
      if (widest == widths.size() || widths[i] > widths[widest]) widest = i;
    }
    if (widest == widths.size()) return;
    --widths[widest];
    --total;
  }
}

std::string Line(const Sheet& sheet, const std::vector<std::string>& cells,
                 const std::vector<int>& widths) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line += std::string(kGap, ' ');
    const std::string cell = Fit(Printable(cells[i]), widths[i]);
    line += sheet.columns[i].align == Align::kRight ? PadLeft(cell, widths[i])
                                                    : PadRight(cell, widths[i]);
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

}  // namespace

void PrintTable(std::ostream& out, const Sheet& sheet, const TableStyle& style) {
  std::vector<int> widths = Widths(sheet);
  Shorten(sheet, widths, style.width);
  std::vector<std::string> headings;
  for (const Column& column : sheet.columns) headings.push_back(Heading(column.name));
  out << Bold(Line(sheet, headings, widths), style.color) << '\n';
  for (const auto& row : sheet.rows) out << Line(sheet, row, widths) << '\n';
}

void PrintCard(std::ostream& out, const Sheet& sheet, const TableStyle& style) {
  if (sheet.rows.empty()) return;
  int width = 0;
  for (const Column& column : sheet.columns) width = std::max(width, DisplayWidth(column.name));
  for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
    const std::string value = Printable(sheet.rows.front()[i]);
    if (value.empty()) continue;
    out << Bold(PadRight(Heading(sheet.columns[i].name), width), style.color)
        << std::string(kGap, ' ') << value << '\n';
  }
}

std::string Thousands(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (int i = static_cast<int>(text.size()) - 3; i > 0; i -= 3) {
    text.insert(static_cast<std::size_t>(i), ",");
  }
  return text;
}

}  // namespace caseload::cli
