// SPDX-License-Identifier: Apache-2.0
// Reads cells leniently: whatever is not understood is kept as it came.
#include "exchange/ssd_row.h"

#include <charconv>
#include <chrono>

#include "exchange/csv_text.h"

namespace caseload::exchange {
namespace {

constexpr std::size_t kFaultValueBytes = 256;

struct ProblemText {
  std::string_view code;
  std::string_view summary;
};

ProblemText Describe(CsvProblem problem) {
  switch (problem) {
    case CsvProblem::kNotUtf8:
      return {"NOT_UTF8", "The row is not UTF-8; it was read as Windows-1252."};
    case CsvProblem::kStrayQuote:
      return {"STRAY_QUOTE", "A quotation mark stands where none may be; it was kept."};
    case CsvProblem::kQuoteNotClosed:
      return {"QUOTE_NOT_CLOSED", "A quoted cell was never closed."};
    case CsvProblem::kCellTooLong:
      return {"CELL_TOO_LONG", "A cell is longer than 1 MiB; the rest of it was cut."};
    case CsvProblem::kTooFewCells:
      return {"TOO_FEW_CELLS", "The row has fewer cells than there are columns."};
    case CsvProblem::kTooManyCells:
      return {"TOO_MANY_CELLS", "The row has more cells than there are columns."};
  }
  return {"ROW_BROKEN", "The row is broken."};
}

std::optional<int> Digits(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || text.front() == '-' || error != std::errc() ||
      end != text.data() + text.size()) {
    return std::nullopt;
  }
  return value;
}

std::string DayText(std::string_view year, std::string_view month, std::string_view day) {
  const auto y = Digits(year);
  const auto m = Digits(month);
  const auto d = Digits(day);
  if (!y || !m || !d || *y < 1900 || *y > 2199) return {};
  const std::chrono::year_month_day date{std::chrono::year{*y},
                                         std::chrono::month{static_cast<unsigned>(*m)},
                                         std::chrono::day{static_cast<unsigned>(*d)}};
  if (*m > 12 || *d > 31 || !date.ok()) return {};
  std::string text(year);
  return text.append("-").append(month).append("-").append(day);
}

// Vendors' exports write an empty cell in these ways too.
bool SaysNothing(std::string_view text) {
  return text.empty() || text == "NULL" || text == "#N/A" || text == "NaT";
}

}  // namespace

v1::ImportFault& AddFault(Faults& faults, std::string_view code, Place place,
                          std::string_view value, std::string_view summary) {
  v1::ImportFault& fault = *faults.Add();
  fault.set_code(std::string(code));
  fault.set_path(std::string(place.file));
  fault.set_line(place.line);
  fault.set_name(std::string(place.column));
  fault.set_value(std::string(FirstBytes(value, kFaultValueBytes)));
  fault.set_summary(std::string(summary));
  return fault;
}

void ListProblems(const std::vector<CsvProblem>& problems, Place place, Faults& faults) {
  for (const CsvProblem problem : problems) {
    const ProblemText text = Describe(problem);
    AddFault(faults, text.code, place, "", text.summary);
  }
}

std::optional<ReadDay> ParseDay(std::string_view text) {
  ReadDay read;
  if (text.size() >= 10 && text[4] == '-' && text[7] == '-') {
    read.day = DayText(text.substr(0, 4), text.substr(5, 2), text.substr(8, 2));
  } else if (text.size() >= 10 && text[2] == '/' && text[5] == '/') {
    read.day = DayText(text.substr(6, 4), text.substr(3, 2), text.substr(0, 2));
    read.other_form = true;
  }
  if (read.day.empty()) return std::nullopt;
  const std::string_view time = text.substr(10);
  if (time.empty()) return read;
  if ((time[0] != ' ' && time[0] != 'T') || time.size() < 6 ||
      time.substr(1).find_first_not_of("0123456789:.+-Z") != std::string_view::npos) {
    return std::nullopt;
  }
  read.exact = time.substr(1).find_first_of("123456789") == std::string_view::npos;
  return read;
}

SsdRow::SsdRow(std::string_view file, const std::vector<std::string>& columns, const CsvRow& row,
               Faults& faults)
    : file_(file), columns_(columns), row_(row), faults_(faults), taken_(row.cells.size()) {
  ListProblems(row.problems, {file, row.line}, faults);
}

std::size_t SsdRow::Find(std::string_view column) const {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i] == column) return i;
  }
  return kNowhere;
}

std::string_view SsdRow::Look(std::string_view column) const {
  const std::size_t at = Find(column);
  if (at == kNowhere) return {};
  const std::string_view text = WithoutBlanks(row_.cells[at]);
  return SaysNothing(text) ? std::string_view() : text;
}

std::string_view SsdRow::Text(std::string_view column) {
  const std::string_view text = Look(column);
  if (!text.empty()) taken_[Find(column)] = true;
  return text;
}

void SsdRow::Fault(std::string_view code, std::string_view column, std::string_view summary) {
  AddFault(faults_, code, {file_, row_.line, column}, Look(column), summary);
}

std::string SsdRow::Day(std::string_view column) {
  const std::string_view text = Look(column);
  if (text.empty()) return {};
  const std::optional<ReadDay> read = ParseDay(text);
  if (!read) {
    Fault("BAD_DATE", column, "A day was expected, as in 2024-03-31.");
    return {};
  }
  if (read->other_form) {
    Fault("DATE_FORM", column, "Read as day/month/year; 2024-03-31 was expected.");
  }
  taken_[Find(column)] = read->exact && !read->other_form;
  return read->day;
}

std::optional<bool> SsdRow::Flag(std::string_view column) {
  const std::string_view text = Look(column);
  if (text.empty()) return std::nullopt;
  for (const std::string_view yes : {"Y", "y", "1", "Yes", "YES", "true", "True", "TRUE"}) {
    if (text == yes) return taken_[Find(column)] = true;
  }
  for (const std::string_view no : {"N", "n", "0", "No", "NO", "false", "False", "FALSE"}) {
    if (text == no) return !(taken_[Find(column)] = true);
  }
  Fault("BAD_FLAG", column, "Y or N was expected.");
  return std::nullopt;
}

std::optional<double> SsdRow::Number(std::string_view column) {
  const std::string_view text = Look(column);
  if (text.empty()) return std::nullopt;
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !(value >= 0 && value < 1e9)) {
    Fault("BAD_NUMBER", column, "A number of nought or more was expected.");
    return std::nullopt;
  }
  taken_[Find(column)] = true;
  return value;
}

void SsdRow::Finish(std::string_view key, v1::Source& source) {
  source.set_form("ssd");
  source.set_key(std::string(key));
  source.set_path(std::string(file_));
  source.set_line(row_.line);
  for (std::size_t i = 0; i < row_.cells.size(); ++i) {
    if (taken_[i] || WithoutBlanks(row_.cells[i]).empty()) continue;
    v1::SourceValue& value = *source.add_values();
    value.set_name(i < columns_.size() ? columns_[i] : "cell " + std::to_string(i + 1));
    value.set_value(row_.cells[i]);
  }
}

void SsdRow::Refuse(std::string_view code, std::string_view column, std::string_view summary) {
  bool said = false;
  for (std::size_t i = 0; i < row_.cells.size(); ++i) {
    if (WithoutBlanks(row_.cells[i]).empty()) continue;
    const std::string name = i < columns_.size() ? columns_[i] : "cell " + std::to_string(i + 1);
    AddFault(faults_, code, {file_, row_.line, name}, row_.cells[i], summary)
        .set_value_only_here(true);
    said = true;
  }
  if (!said) AddFault(faults_, code, {file_, row_.line, column}, "", summary);
}

}  // namespace caseload::exchange
