// SPDX-License-Identifier: Apache-2.0
// ElfImage: reads of an ELF file what the loader would read, and no byte beyond its end whatever
// the file says of itself.
#pragma once

#include <elf.h>

#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace caseload::rules {

struct ElfSymbol {
  std::string_view name;
  bool defined = false;
  unsigned binding = 0;
};

class ElfImage {
 public:
  // The bytes must outlive it.
  explicit ElfImage(std::string_view bytes) : bytes_(bytes) {}

  // Nothing when the file ends before.
  std::optional<Elf64_Ehdr> Header() const { return Read<Elf64_Ehdr>(0); }
  // The ones below read what the header leads to. False when something of it lies outside the file,
  // or there is more than any library has; then the rest is empty.
  bool ReadAll();

  const std::vector<Elf64_Phdr>& segments() const { return segments_; }
  const std::vector<Elf64_Dyn>& dynamic() const { return dynamic_; }
  const std::vector<ElfSymbol>& symbols() const { return symbols_; }
  // The value of the first entry of this tag.
  std::optional<std::uint64_t> Value(std::int64_t tag) const;
  // The texts that entries of this tag name.
  std::vector<std::string_view> Texts(std::int64_t tag) const;

 private:
  template <class T>
  std::optional<T> Read(std::uint64_t at) const {
    if (at > bytes_.size() || sizeof(T) > bytes_.size() - at) return std::nullopt;
    T value;
    std::memcpy(&value, bytes_.data() + at, sizeof value);
    return value;
  }
  bool ReadSegments();
  bool ReadDynamic();
  bool ReadSymbols();
  bool RelocationsStayWithin(std::int64_t table, std::int64_t size) const;
  // Where in the file an address is loaded from.
  std::optional<std::uint64_t> Offset(std::uint64_t address) const;
  std::optional<std::uint64_t> CountBySysvHash(std::uint64_t address) const;
  std::optional<std::uint64_t> CountByGnuHash(std::uint64_t address) const;
  std::optional<std::string_view> Text(std::uint64_t at) const;

  std::string_view bytes_;
  std::string_view texts_;
  std::vector<Elf64_Phdr> segments_;
  std::vector<Elf64_Dyn> dynamic_;
  std::vector<ElfSymbol> symbols_;
};

}  // namespace caseload::rules
