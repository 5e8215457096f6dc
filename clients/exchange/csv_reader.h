// SPDX-License-Identifier: Apache-2.0
// Reads comma-separated files (RFC 4180) row by row, from any row's beginning, and says what was
// wrong with each row.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "exchange/exchange.h"

namespace caseload::exchange {

enum class CsvProblem : std::uint8_t {
  kNotUtf8,     // taken as Windows-1252, which every byte has a meaning in
  kStrayQuote,  // a quote inside an unquoted cell, or text after a closing quote; kept as it stands
  kQuoteNotClosed,  // the file or the cell limit ended the cell
  kCellTooLong,     // cut at the limit
  kTooFewCells,     // the missing ones are empty
  kTooManyCells,    // those without a column are kept in cells
};

struct CsvRow {
  std::uint64_t offset = 0;  // of its first byte
  std::uint32_t line = 0;    // of its first byte, counted from 1
  std::vector<std::string> cells;
  std::vector<CsvProblem> problems;
};

// Holds one file open and one window of it in memory, whatever the size of the file. Blank lines
// are passed over.
class CsvReader {
 public:
  // A cell of 1 MiB holds some five hundred printed pages; more is a missing quote.
  static constexpr std::size_t kCellBytes = 1024 * 1024;

  // Reads the first row as the names of the columns; a file without one has none.
  static Expected<std::unique_ptr<CsvReader>> Open(const std::filesystem::path& file);
  CsvReader(const CsvReader&) = delete;
  CsvReader& operator=(const CsvReader&) = delete;
  ~CsvReader();

  const std::vector<std::string>& columns() const { return columns_; }
  const std::vector<CsvProblem>& column_problems() const { return column_problems_; }
  // False at the end of the file. The row's memory is used again.
  bool Next(CsvRow& row);
  // Goes to a row seen before.
  void Seek(std::uint64_t offset, std::uint32_t line);
  std::uint64_t offset() const { return window_start_ + position_; }
  std::uint64_t size() const { return size_; }
  // The file could not be read on (a disk error); Next has answered false early.
  bool broken() const { return broken_; }

 private:
  CsvReader(int file, std::uint64_t size) : file_(file), size_(size) {}
  int Peek();
  void Step();
  bool Fill();
  void ReadPlainCell(CsvRow& row, std::string& cell);
  void ReadQuotedCell(CsvRow& row, std::string& cell);
  void Append(CsvRow& row, std::string& cell, char letter);

  int file_;
  std::uint64_t size_;
  std::string window_;
  std::uint64_t window_start_ = 0;
  std::size_t position_ = 0;
  std::size_t next_window_ = 4096;
  std::uint32_t line_ = 1;
  bool broken_ = false;
  std::vector<std::string> columns_;
  std::vector<CsvProblem> column_problems_;
};

}  // namespace caseload::exchange
