// SPDX-License-Identifier: Apache-2.0
// Writes elements into a file through one buffer. For values that need no escaping, as the made-up
// authority's do not.
#pragma once

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>

#include "exchange/exchange.h"

namespace caseload::exchange {

class XmlPen {
 public:
  explicit XmlPen(const std::filesystem::path& file)
      : name_(file.filename().string()), out_(file, std::ios::binary | std::ios::trunc) {
    buffer_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  }
  void Begin(std::string_view name) { buffer_.append("<").append(name).append(">\n"); }
  void End(std::string_view name) {
    buffer_.append("</").append(name).append(">\n");
    if (buffer_.size() > 256 * 1024) Flush();
  }
  // Nothing is written for an empty value.
  void Value(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    buffer_.append("<").append(name).append(">").append(value);
    buffer_.append("</").append(name).append(">\n");
  }
  // Ends the file; nothing when all of it was written.
  std::optional<Failure> Close() {
    Flush();
    out_.close();
    if (out_) return std::nullopt;
    return Failure{"FILE_UNWRITABLE", "the file could not be written", name_};
  }

 private:
  void Flush() {
    out_.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    buffer_.clear();
  }

  std::string name_;
  std::ofstream out_;
  std::string buffer_;
};

}  // namespace caseload::exchange
