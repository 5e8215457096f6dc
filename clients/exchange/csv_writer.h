// SPDX-License-Identifier: Apache-2.0
// Writes comma-separated files (RFC 4180, UTF-8, LF) through one buffer.
#pragma once

#include <filesystem>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "exchange/exchange.h"

namespace caseload::exchange {

class CsvWriter {
 public:
  // Writes the names of the columns at once. An existing file is replaced.
  static Expected<CsvWriter> Create(const std::filesystem::path& file,
                                    std::span<const std::string_view> columns);
  CsvWriter(CsvWriter&&) noexcept;
  CsvWriter& operator=(CsvWriter&&) noexcept;
  ~CsvWriter();

  void Write(std::initializer_list<std::string_view> cells);
  std::uint64_t rows() const { return rows_; }
  // Nothing when every row has reached the file; otherwise why not. Ends the file.
  std::optional<Failure> Close();

 private:
  explicit CsvWriter(const std::filesystem::path& file);
  void WriteCells(std::span<const std::string_view> cells);
  void Flush();

  std::string name_;
  int file_ = -1;
  bool failed_ = false;
  std::uint64_t rows_ = 0;
  std::string buffer_;
};

// The cell as it stands in a row: quoted when it must be.
void AppendCsvCell(std::string& row, std::string_view cell);

}  // namespace caseload::exchange
