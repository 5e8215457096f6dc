// SPDX-License-Identifier: Apache-2.0
// Splits rows into cells out of a sliding window of the file.
#include "exchange/csv_reader.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "exchange/csv_text.h"
#include "exchange/file_failure.h"

namespace caseload::exchange {
namespace {

constexpr int kEnd = -1;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
// A jump to a single row reads little; reading on reads ever larger pieces.
constexpr std::size_t kSmallWindow = 4096;
constexpr std::size_t kLargeWindow = 256 * 1024;

void Note(CsvRow& row, CsvProblem problem) {
  if (std::find(row.problems.begin(), row.problems.end(), problem) == row.problems.end()) {
    row.problems.push_back(problem);
  }
}

}  // namespace

Expected<std::unique_ptr<CsvReader>> CsvReader::Open(const std::filesystem::path& file) {
  if (auto why = CheckFile(file)) return *why;
  const int opened = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat facts = {};
  if (opened < 0 || ::fstat(opened, &facts) != 0 || !S_ISREG(facts.st_mode)) {
    if (opened >= 0) ::close(opened);
    return Unreadable(file, {});
  }
  std::unique_ptr<CsvReader> reader(
      new CsvReader(opened, static_cast<std::uint64_t>(facts.st_size)));
  CsvRow names;
  if (reader->Next(names)) {
    reader->columns_ = std::move(names.cells);
    reader->column_problems_ = std::move(names.problems);
  }
  if (reader->broken_) {
    return Unreadable(file, std::make_error_code(std::errc::io_error));
  }
  return reader;
}

CsvReader::~CsvReader() { ::close(file_); }

void CsvReader::Seek(std::uint64_t offset, std::uint32_t line) {
  line_ = line;
  if (offset >= window_start_ && offset - window_start_ < window_.size()) {
    position_ = static_cast<std::size_t>(offset - window_start_);
    return;
  }
  window_.clear();
  window_start_ = offset;
  position_ = 0;
  next_window_ = kSmallWindow;
}

bool CsvReader::Fill() {
  window_start_ += window_.size();
  position_ = 0;
  window_.resize(next_window_);
  next_window_ = std::min(next_window_ * 4, kLargeWindow);
  const ssize_t got =
      ::pread(file_, window_.data(), window_.size(), static_cast<off_t>(window_start_));
  broken_ = broken_ || got < 0;
  window_.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return !window_.empty();
}

int CsvReader::Peek() {
  if (position_ == window_.size() && !Fill()) return kEnd;
  return static_cast<unsigned char>(window_[position_]);
}

void CsvReader::Step() { line_ += window_[position_++] == '\n' ? 1 : 0; }

void CsvReader::Append(CsvRow& row, std::string& cell, char letter) {
  if (cell.size() < kCellBytes) {
    cell += letter;
  } else {
    Note(row, CsvProblem::kCellTooLong);
  }
}

void CsvReader::ReadPlainCell(CsvRow& row, std::string& cell) {
  for (int letter = Peek(); letter != kEnd; letter = Peek()) {
    if (letter == ',' || letter == '\n') return;
    if (letter == '"') Note(row, CsvProblem::kStrayQuote);
    Append(row, cell, static_cast<char>(letter));
    Step();
  }
}

void CsvReader::ReadQuotedCell(CsvRow& row, std::string& cell) {
  Step();
  for (int letter = Peek(); letter != kEnd; letter = Peek()) {
    // A quote that was never closed would swallow the rest of the file: at the limit the next line
    // ends it.
    if (letter == '\n' && cell.size() >= kCellBytes) break;
    Step();
    if (letter != '"') {
      Append(row, cell, static_cast<char>(letter));
    } else if (Peek() == '"') {
      Append(row, cell, '"');
      Step();
    } else {
      const int after = Peek();
      if (after == kEnd || after == ',' || after == '\n') return;
      if (after == '\r') return;  // the end of the line takes it away
      Note(row, CsvProblem::kStrayQuote);
      return ReadPlainCell(row, cell);
    }
  }
  Note(row, CsvProblem::kQuoteNotClosed);
}

bool CsvReader::Next(CsvRow& row) {
  row.problems.clear();
  if (offset() == 0 && Peek() != kEnd && window_.starts_with(kByteOrderMark)) position_ = 3;
  while (Peek() == '\n' || Peek() == '\r') Step();
  if (Peek() == kEnd) return false;
  row.offset = offset();
  row.line = line_;
  std::size_t count = 0;
  for (bool more = true; more;) {
    if (row.cells.size() == count) row.cells.emplace_back();
    std::string& cell = row.cells[count++];
    cell.clear();
    const bool quoted = Peek() == '"';
    quoted ? ReadQuotedCell(row, cell) : ReadPlainCell(row, cell);
    if (quoted && Peek() == '\r') Step();
    more = Peek() == ',';
    if (!more && !quoted && cell.ends_with('\r')) cell.pop_back();
    if (Peek() != kEnd) Step();
    if (!IsUtf8(cell)) {
      cell = FromWindows1252(cell);
      Note(row, CsvProblem::kNotUtf8);
    }
  }
  if (!columns_.empty() && count < columns_.size()) Note(row, CsvProblem::kTooFewCells);
  if (!columns_.empty() && count > columns_.size()) Note(row, CsvProblem::kTooManyCells);
  row.cells.resize(std::max(count, columns_.size()));
  for (; count < columns_.size(); ++count) row.cells[count].clear();
  return !broken_;
}

}  // namespace caseload::exchange
