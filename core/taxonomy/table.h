// SPDX-License-Identifier: Apache-2.0
// Table: one file of a pack as rows with named columns, and cells read as what they should be.
#pragma once

#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "taxonomy/csv.h"
#include "taxonomy/faults.h"

namespace caseload::taxonomy {

// What is wrong is added to the faults; the values returned then only serve to go on looking for
// more.
class Table {
 public:
  // The header must hold exactly these columns, in this order.
  Table(const std::filesystem::path& folder, std::string file,
        std::initializer_list<const char*> columns, Faults& faults);

  const std::vector<CsvRow>& rows() const { return rows_; }
  const std::string& Text(const CsvRow& row, std::string_view column) const;
  // A cell that must not be empty.
  const std::string& Needed(const CsvRow& row, std::string_view column);
  // A cell that must be one of these words.
  const std::string& OneOf(const CsvRow& row, std::string_view column,
                           std::initializer_list<std::string_view> words);
  int Number(const CsvRow& row, std::string_view column, int least, int most);
  // Nothing when the cell is empty.
  std::optional<Date> Day(const CsvRow& row, std::string_view column);
  // Columns valid_from and valid_until; the last day must not lie before the first.
  std::pair<std::optional<Date>, std::optional<Date>> Validity(const CsvRow& row);
  void Fault(const CsvRow& row, const std::string& what) { faults_.Add(file_, row.line, what); }
  void FaultInFile(const std::string& what) { faults_.Add(file_, 0, what); }

 private:
  void TakeRows(const std::string& text);
  std::optional<std::string> ReadFile(const std::filesystem::path& path);

  std::string file_;
  std::vector<std::string> columns_;
  std::vector<CsvRow> rows_;
  Faults& faults_;
};

}  // namespace caseload::taxonomy
