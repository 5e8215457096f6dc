// SPDX-License-Identifier: Apache-2.0
// Reads one file of a pack and checks the shape of its cells.
#include "taxonomy/table.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <utility>

namespace caseload::taxonomy {
namespace {

// The largest real file has some tens of kilobytes; more than this is not a pack.
constexpr std::uintmax_t kMostBytes = 16 * 1024 * 1024;

const std::string kEmpty;

}  // namespace

Table::Table(const std::filesystem::path& folder, std::string file,
             std::initializer_list<const char*> columns, Faults& faults)
    : file_(std::move(file)), columns_(columns.begin(), columns.end()), faults_(faults) {
  if (const auto text = ReadFile(folder / file_)) TakeRows(*text);
}

void Table::TakeRows(const std::string& text) {
  auto rows = ReadCsv(text);
  if (!rows) return FaultInFile(rows.error().message);
  if (rows->empty()) return FaultInFile("has no header");
  if (rows->front().cells != columns_) {
    std::string wanted;
    for (const auto& column : columns_) wanted += (wanted.empty() ? "" : ",") + column;
    return Fault(rows->front(), "the header must be " + wanted);
  }
  for (auto row = std::next(rows->begin()); row != rows->end(); ++row) {
    if (row->cells.size() == columns_.size()) {
      rows_.push_back(std::move(*row));
    } else {
      Fault(*row, "has " + std::to_string(row->cells.size()) + " cells, the header has " +
                      std::to_string(columns_.size()));
    }
  }
}

std::optional<std::string> Table::ReadFile(const std::filesystem::path& path) {
  std::error_code wrong;
  const auto bytes = std::filesystem::file_size(path, wrong);
  if (wrong || !std::filesystem::is_regular_file(path, wrong)) {
    FaultInFile("cannot be read");
    return std::nullopt;
  }
  if (bytes > kMostBytes) {
    FaultInFile("is larger than any pack");
    return std::nullopt;
  }
  std::ifstream in(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in || text.size() != bytes) {
    FaultInFile("cannot be read");
    return std::nullopt;
  }
  return text;
}

const std::string& Table::Text(const CsvRow& row, std::string_view column) const {
  const auto found = std::find(columns_.begin(), columns_.end(), column);
  if (found == columns_.end()) return kEmpty;
  return row.cells[static_cast<std::size_t>(found - columns_.begin())];
}

const std::string& Table::Needed(const CsvRow& row, std::string_view column) {
  const std::string& text = Text(row, column);
  if (text.empty()) Fault(row, std::string(column) + " is empty");
  return text;
}

const std::string& Table::OneOf(const CsvRow& row, std::string_view column,
                                std::initializer_list<std::string_view> words) {
  const std::string& text = Text(row, column);
  if (std::find(words.begin(), words.end(), text) == words.end()) {
    Fault(row, std::string(column) + " cannot be \"" + text + "\"");
  }
  return text;
}

int Table::Number(const CsvRow& row, std::string_view column, int least, int most) {
  const std::string& text = Text(row, column);
  const char* end = text.data() + text.size();
  int number = 0;
  const auto read = std::from_chars(text.data(), end, number);
  if (read.ec == std::errc() && read.ptr == end && number >= least && number <= most) return number;
  Fault(row, std::string(column) + " must be a number from " + std::to_string(least) + " to " +
                 std::to_string(most) + ", not \"" + text + "\"");
  return least;
}

std::optional<Date> Table::Day(const CsvRow& row, std::string_view column) {
  const std::string& text = Text(row, column);
  if (text.empty()) return std::nullopt;
  const auto day = ParseDate(text);
  if (!day) Fault(row, std::string(column) + " is no day: \"" + text + "\"");
  return day;
}

std::pair<std::optional<Date>, std::optional<Date>> Table::Validity(const CsvRow& row) {
  const auto from = Day(row, "valid_from");
  const auto until = Day(row, "valid_until");
  if (from && until && *until < *from) Fault(row, "valid_until lies before valid_from");
  return {from, until};
}

}  // namespace caseload::taxonomy
