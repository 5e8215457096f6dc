// SPDX-License-Identifier: Apache-2.0
// Reads RFC 4180 text strictly: a pack is written by us, so a slip in it is refused rather than
// mended.
#include "taxonomy/csv.h"

#include <optional>
#include <utility>

namespace caseload::taxonomy {
namespace {

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Result<std::vector<CsvRow>> Read() {
    while (at_ < text_.size()) {
      if (text_[at_] == '#' && rows_.empty()) {
        SkipLine();
      } else if (AtLineEnd()) {
        TakeLineEnd();
      } else if (auto wrong = ReadRow()) {
        return *std::move(wrong);
      }
    }
    return std::move(rows_);
  }

 private:
  bool AtLineEnd() const {
    return at_ == text_.size() || text_[at_] == '\n' ||
           (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n');
  }
  void TakeLineEnd() {
    if (at_ == text_.size()) return;
    at_ += text_[at_] == '\r' ? 2 : 1;
    ++line_;
  }
  void SkipLine() {
    while (!AtLineEnd()) ++at_;
    TakeLineEnd();
  }

  std::optional<Error> ReadRow() {
    CsvRow row{line_, {}};
    while (true) {
      std::string cell;
      if (at_ < text_.size() && text_[at_] == '"') {
        if (auto wrong = ReadQuoted(cell)) return wrong;
      } else {
        while (!AtLineEnd() && text_[at_] != ',') {
          if (text_[at_] == '"') return Wrong("a quote inside a cell that is not quoted");
          cell += text_[at_++];
        }
      }
      row.cells.push_back(std::move(cell));
      if (AtLineEnd()) break;
      ++at_;  // the comma
    }
    TakeLineEnd();
    rows_.push_back(std::move(row));
    return std::nullopt;
  }

  std::optional<Error> ReadQuoted(std::string& cell) {
    const int opened = line_;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '"') {
        if (at_ + 1 == text_.size() || text_[at_ + 1] != '"') break;
        ++at_;
      }
      if (text_[at_] == '\n') ++line_;
      cell += text_[at_];
    }
    if (at_ == text_.size()) {
      line_ = opened;
      return Wrong("a quote that is never closed");
    }
    ++at_;
    if (!AtLineEnd() && text_[at_] != ',') return Wrong("text after a quoted cell");
    return std::nullopt;
  }

  Error Wrong(const char* what) const {
    const std::string place = "line " + std::to_string(line_);
    return {v1::ERROR_REASON_FIELDS_INVALID, place + ": " + what, {{place, what}}};
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
  std::vector<CsvRow> rows_;
};

}  // namespace

Result<std::vector<CsvRow>> ReadCsv(std::string_view text) { return Reader(text).Read(); }

}  // namespace caseload::taxonomy
