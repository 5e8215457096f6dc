// SPDX-License-Identifier: Apache-2.0
// Packer, Unpacker: plain bytes of numbers, texts and rows, between two programs of one build.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace caseload::rules {

class Packer {
 public:
  template <class T>
  void Number(T value) {
    static_assert(std::is_trivially_copyable_v<T>);
    Raw(&value, sizeof value);
  }
  void Text(const std::string& text) {
    Number(static_cast<std::uint32_t>(text.size()));
    bytes_ += text;
  }
  template <class Row>
  void Rows(const std::vector<Row>& rows) {
    Number(static_cast<std::uint64_t>(rows.size()));
    Raw(rows.data(), rows.size() * sizeof(Row));
  }
  std::string Take() { return std::move(bytes_); }

 private:
  void Raw(const void* from, std::size_t size) {
    if (size > 0) bytes_.append(static_cast<const char*>(from), size);
  }
  std::string bytes_;
};

// After the first thing that is not there everything reads as zero, and Done says so.
class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : rest_(bytes) {}
  template <class T>
  T Number() {
    T value{};
    if (Has(sizeof value)) Raw(&value, sizeof value);
    return value;
  }
  std::string Text() {
    const auto size = Number<std::uint32_t>();
    if (!Has(size)) return {};
    std::string text(rest_.substr(0, size));
    rest_.remove_prefix(size);
    return text;
  }
  template <class Row>
  std::vector<Row> Rows() {
    const auto count = Number<std::uint64_t>();
    if (count > rest_.size() / sizeof(Row)) {
      whole_ = false;
      return {};
    }
    std::vector<Row> rows(count);
    if (count > 0) Raw(rows.data(), count * sizeof(Row));
    return rows;
  }
  // A count of things that take at least so many bytes each.
  std::uint32_t Count(std::size_t least_bytes) {
    const auto count = Number<std::uint32_t>();
    if (count > rest_.size() / least_bytes) whole_ = false;
    return whole_ ? count : 0;
  }
  bool Done() const { return whole_ && rest_.empty(); }

 private:
  bool Has(std::size_t size) {
    whole_ = whole_ && size <= rest_.size();
    return whole_;
  }
  void Raw(void* to, std::size_t size) {
    std::memcpy(to, rest_.data(), size);
    rest_.remove_prefix(size);
  }
  std::string_view rest_;
  bool whole_ = true;
};

}  // namespace caseload::rules
