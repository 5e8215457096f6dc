// SPDX-License-Identifier: Apache-2.0
// One row of a dataset file on its way into a record: each cell is taken by a field, or goes to the
// record's raw values, and what cannot be read is listed as a fault.
#pragma once

#include <caseload/v1/import.pb.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/csv_reader.h"

namespace caseload::exchange {

using Faults = google::protobuf::RepeatedPtrField<v1::ImportFault>;

// Where something stood.
struct Place {
  std::string_view file;
  std::uint32_t line = 0;
  std::string_view column = {};
};

v1::ImportFault& AddFault(Faults& faults, std::string_view code, Place place,
                          std::string_view value, std::string_view summary);

// The day (YYYY-MM-DD) in a cell; `exact` is false when more was said than the day, or in another
// form.
struct ReadDay {
  std::string day;
  bool exact = true;
  bool other_form = false;
};
std::optional<ReadDay> ParseDay(std::string_view text);

class SsdRow {
 public:
  // `columns` are lower-case; all three must outlive the row.
  SsdRow(std::string_view file, const std::vector<std::string>& columns, const CsvRow& row,
         Faults& faults);

  // The cell without blanks around it, taken; empty when the column is absent or the cell says
  // nothing.
  std::string_view Text(std::string_view column);
  // The same, not taken: it will go to the raw values too.
  std::string_view Look(std::string_view column) const;
  // A day, or empty with a fault.
  std::string Day(std::string_view column);
  // Y or N in one of their spellings; absent when blank, absent with a fault when neither.
  std::optional<bool> Flag(std::string_view column);
  std::optional<double> Number(std::string_view column);
  void Fault(std::string_view code, std::string_view column, std::string_view summary);
  // Fills in where the record stood, and every cell not taken. To be called last.
  void Finish(std::string_view key, v1::Source& source);
  // A row that becomes no record: every cell not blank is kept in faults, and nowhere else.
  void Refuse(std::string_view code, std::string_view column, std::string_view summary);
  std::uint32_t line() const { return row_.line; }

 private:
  static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);
  std::size_t Find(std::string_view column) const;

  std::string_view file_;
  const std::vector<std::string>& columns_;
  const CsvRow& row_;
  Faults& faults_;
  std::vector<bool> taken_;
};

// A fault for each thing that was wrong with the row's form.
void ListProblems(const std::vector<CsvProblem>& problems, Place place, Faults& faults);

}  // namespace caseload::exchange
