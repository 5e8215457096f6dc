// SPDX-License-Identifier: Apache-2.0
// Prints a sheet as a table or as a card.
#include <algorithm>
#include <cctype>

#include "cli/sheet.h"
#include "cli/table_widths.h"
#include "cli/text_width.h"

namespace caseload::cli {
namespace {

constexpr int kGap = 2;

std::string Heading(const Column& column) {
  std::string heading = Printable(column.name);
  if (column.verbatim) return heading;
  for (char& letter : heading) {
    letter =
        letter == '_' ? ' ' : static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
  }
  return heading;
}

std::string Bold(const std::string& text, bool color) {
  return color ? "\x1b[1m" + text + "\x1b[0m" : text;
}

Sheet WithoutEmpty(const Sheet& sheet) {
  std::vector<std::size_t> kept;
  for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
    const bool any = std::any_of(sheet.rows.begin(), sheet.rows.end(),
                                 [i](const auto& row) { return !row[i].empty(); });
    if (any || !sheet.columns[i].only_when_any) kept.push_back(i);
  }
  Sheet shown;
  for (const std::size_t i : kept) shown.columns.push_back(sheet.columns[i]);
  for (const auto& row : sheet.rows) {
    auto& cells = shown.rows.emplace_back();
    for (const std::size_t i : kept) cells.push_back(row[i]);
  }
  return shown;
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

void PrintTable(std::ostream& out, const Sheet& whole, const TableStyle& style) {
  const Sheet sheet = WithoutEmpty(whole);
  std::vector<std::string> headings;
  for (const Column& column : sheet.columns) headings.push_back(Heading(column));
  const std::vector<int> widths = TableWidths(sheet, headings, {kGap, style.width});
  for (const auto& line : HeadingLines(headings, widths)) {
    out << Bold(Line(sheet, line, widths), style.color) << '\n';
  }
  for (const auto& row : sheet.rows) out << Line(sheet, row, widths) << '\n';
}

void PrintCard(std::ostream& out, const Sheet& sheet, const TableStyle& style) {
  if (sheet.rows.empty()) return;
  int width = 0;
  for (const Column& column : sheet.columns) width = std::max(width, DisplayWidth(column.name));
  for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
    const std::string value = Printable(sheet.rows.front()[i]);
    if (value.empty()) continue;
    out << Bold(PadRight(Heading(sheet.columns[i]), width), style.color) << std::string(kGap, ' ')
        << value << '\n';
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
