// SPDX-License-Identifier: Apache-2.0
// Sheet: rows and columns of text, before it is known whether they become a table, a card or CSV.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace caseload::cli {

enum class Align { kLeft, kRight };

struct Column {
  // As the API calls it, e.g. "case_id": the heading in CSV; in a table in capitals and with
  // spaces.
  std::string name;
  Align align = Align::kLeft;
  // In tables the name stands as it is: it is the label of a value.
  bool verbatim = false;
  // In tables the column is left out while all its cells are empty.
  bool only_when_any = false;
};

struct Sheet {
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;  // as many cells as there are columns
};

struct TableStyle {
  bool color = false;
  // Columns of the screen; 0: as wide as the table wants to be.
  int width = 0;
};

// Columns two spaces apart under headings. On a narrow screen long headings of numbers are wrapped
// first, then shortened, then the widest columns of text; never the first column, which says what a
// row is of.
void PrintTable(std::ostream& out, const Sheet& sheet, const TableStyle& style);

// One line for each column, heading before value; columns that are empty in the first row are left
// out.
void PrintCard(std::ostream& out, const Sheet& sheet, const TableStyle& style);

// RFC 4180: lines end in CR LF, a cell is quoted when it holds a comma, a quote or a line break.
void PrintCsv(std::ostream& out, const Sheet& sheet);
void PrintCsvRow(std::ostream& out, const std::vector<std::string>& cells);

// "1,234".
std::string Thousands(std::uint64_t number);

}  // namespace caseload::cli
