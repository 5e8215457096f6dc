// SPDX-License-Identifier: Apache-2.0
// Prints a sheet as CSV (RFC 4180).
#include "cli/sheet.h"

namespace caseload::cli {
namespace {

std::string Cell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char letter : text) {
    if (letter == '"') quoted += '"';
    quoted += letter;
  }
  return quoted + '"';
}

}  // namespace

void PrintCsvRow(std::ostream& out, const std::vector<std::string>& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) out << (i > 0 ? "," : "") << Cell(cells[i]);
  out << "\r\n";
}

void PrintCsv(std::ostream& out, const Sheet& sheet) {
  std::vector<std::string> names;
  for (const Column& column : sheet.columns) names.push_back(column.name);
  PrintCsvRow(out, names);
  for (const auto& row : sheet.rows) PrintCsvRow(out, row);
}

}  // namespace caseload::cli
