// SPDX-License-Identifier: Apache-2.0
// Quotes what must be quoted and nothing else.
#include "exchange/csv_writer.h"

#include <fcntl.h>
#include <unistd.h>

namespace caseload::exchange {
namespace {

constexpr std::size_t kBufferBytes = 64 * 1024;

}  // namespace

void AppendCsvCell(std::string& row, std::string_view cell) {
  if (cell.find_first_of("\",\r\n") == std::string_view::npos) {
    row += cell;
    return;
  }
  row += '"';
  for (const char letter : cell) {
    if (letter == '"') row += '"';
    row += letter;
  }
  row += '"';
}

CsvWriter::CsvWriter(const std::filesystem::path& file)
    : name_(file.filename().string()),
      file_(::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)) {
  buffer_.reserve(kBufferBytes + 4096);
}

Expected<CsvWriter> CsvWriter::Create(const std::filesystem::path& file,
                                      std::span<const std::string_view> columns) {
  CsvWriter writer(file);
  if (writer.file_ < 0) {
    return Failure{"FILE_UNWRITABLE", "the file cannot be written", writer.name_};
  }
  writer.WriteCells(columns);
  writer.rows_ = 0;
  return writer;
}

CsvWriter::CsvWriter(CsvWriter&& other) noexcept { *this = std::move(other); }

CsvWriter& CsvWriter::operator=(CsvWriter&& other) noexcept {
  std::swap(name_, other.name_);
  std::swap(file_, other.file_);
  std::swap(failed_, other.failed_);
  std::swap(rows_, other.rows_);
  std::swap(buffer_, other.buffer_);
  return *this;
}

CsvWriter::~CsvWriter() {
  if (file_ < 0) return;
  Flush();
  ::close(file_);
}

void CsvWriter::Write(std::initializer_list<std::string_view> cells) {
  WriteCells({cells.begin(), cells.size()});
}

void CsvWriter::WriteCells(std::span<const std::string_view> cells) {
  const std::size_t start = buffer_.size();
  for (const std::string_view cell : cells) {
    if (buffer_.size() > start) buffer_ += ',';
    AppendCsvCell(buffer_, cell);
    // A first cell that is empty still counts as one.
    if (buffer_.size() == start) buffer_ += "\"\"";
  }
  buffer_ += '\n';
  ++rows_;
  if (buffer_.size() >= kBufferBytes) Flush();
}

void CsvWriter::Flush() {
  std::string_view rest = buffer_;
  while (!rest.empty() && !failed_) {
    const ssize_t written = ::write(file_, rest.data(), rest.size());
    failed_ = written <= 0;
    if (!failed_) rest.remove_prefix(static_cast<std::size_t>(written));
  }
  buffer_.clear();
}

std::optional<Failure> CsvWriter::Close() {
  Flush();
  failed_ = (::close(file_) != 0) || failed_;
  file_ = -1;
  if (failed_) return Failure{"FILE_UNWRITABLE", "the file could not be written", name_};
  return std::nullopt;
}

}  // namespace caseload::exchange
