// SPDX-License-Identifier: Apache-2.0
// Csv: the text of a pack's file as rows of cells, after RFC 4180, with lines of comment before the
// header.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace caseload::taxonomy {

struct CsvRow {
  int line = 0;  // the line it begins on, counted from 1
  std::vector<std::string> cells;
};

// Lines that begin with '#' are comment until the first row; later a '#' is a value. Empty lines
// between rows are skipped. A quote left open, or text beside a quoted cell, is
// ERROR_REASON_FIELDS_INVALID naming the line.
Result<std::vector<CsvRow>> ReadCsv(std::string_view text);

}  // namespace caseload::taxonomy
