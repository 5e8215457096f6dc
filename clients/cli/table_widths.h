// SPDX-License-Identifier: Apache-2.0
// Table widths: how wide each column of a table becomes, and how its heading is broken into lines.
#pragma once

#include <string>
#include <vector>

#include "cli/sheet.h"

namespace caseload::cli {

struct TableRoom {
  int gap = 2;
  int screen = 0;  // 0: as wide as the table wants to be
};

std::vector<int> TableWidths(const Sheet& sheet, const std::vector<std::string>& headings,
                             const TableRoom& room);

// The headings broken between words where they are wider than their column; each line has a cell
// for each column, and the last words stand right above the rows.
std::vector<std::vector<std::string>> HeadingLines(const std::vector<std::string>& headings,
                                                   const std::vector<int>& widths);

}  // namespace caseload::cli
