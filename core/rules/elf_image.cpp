// SPDX-License-Identifier: Apache-2.0
#include "rules/elf_image.h"

#include <algorithm>

namespace caseload::rules {
namespace {

// A rule has a dozen of the first and some hundreds of the last.
constexpr std::size_t kSegments = 64;
constexpr std::size_t kEntries = 512;
constexpr std::uint64_t kSymbols = 100'000;

}  // namespace

bool ElfImage::ReadAll() {
  if (ReadSegments() && ReadDynamic() && ReadSymbols() &&
      RelocationsStayWithin(DT_RELA, DT_RELASZ) && RelocationsStayWithin(DT_JMPREL, DT_PLTRELSZ)) {
    return true;
  }
  segments_.clear();
  dynamic_.clear();
  symbols_.clear();
  return false;
}

bool ElfImage::ReadSegments() {
  const auto header = Header();
  if (!header || header->e_phentsize != sizeof(Elf64_Phdr) || header->e_phnum > kSegments)
    return false;
  for (std::uint64_t i = 0; i < header->e_phnum; ++i) {
    if (header->e_phoff > bytes_.size()) return false;
    const auto segment = Read<Elf64_Phdr>(header->e_phoff + i * sizeof(Elf64_Phdr));
    if (!segment) return false;
    // What is loaded lies in the file.
    const bool inside = segment->p_offset <= bytes_.size() &&
                        segment->p_filesz <= bytes_.size() - segment->p_offset;
    if (segment->p_type == PT_LOAD && (!inside || segment->p_filesz > segment->p_memsz))
      return false;
    segments_.push_back(*segment);
  }
  return true;
}

std::optional<std::uint64_t> ElfImage::Offset(std::uint64_t address) const {
  for (const auto& segment : segments_) {
    if (segment.p_type == PT_LOAD && address >= segment.p_vaddr &&
        address - segment.p_vaddr < segment.p_filesz) {
      return segment.p_offset + (address - segment.p_vaddr);
    }
  }
  return std::nullopt;
}

bool ElfImage::ReadDynamic() {
  const auto found = std::ranges::find(segments_, PT_DYNAMIC, &Elf64_Phdr::p_type);
  if (found == segments_.end()) return false;
  const auto begin = Offset(found->p_vaddr);
  if (!begin) return false;
  for (std::size_t i = 0; i < kEntries; ++i) {
    const auto entry = Read<Elf64_Dyn>(*begin + i * sizeof(Elf64_Dyn));
    if (!entry) return false;
    if (entry->d_tag == DT_NULL) return true;
    dynamic_.push_back(*entry);
  }
  return false;
}

std::optional<std::uint64_t> ElfImage::Value(std::int64_t tag) const {
  const auto found = std::ranges::find(dynamic_, tag, &Elf64_Dyn::d_tag);
  if (found == dynamic_.end()) return std::nullopt;
  return found->d_un.d_val;
}

std::optional<std::string_view> ElfImage::Text(std::uint64_t at) const {
  if (at >= texts_.size()) return std::nullopt;
  const auto end = texts_.find('\0', at);
  if (end == std::string_view::npos) return std::nullopt;
  return texts_.substr(at, end - at);
}

std::vector<std::string_view> ElfImage::Texts(std::int64_t tag) const {
  std::vector<std::string_view> found;
  for (const auto& entry : dynamic_) {
    if (entry.d_tag == tag) found.push_back(Text(entry.d_un.d_val).value_or("?"));
  }
  return found;
}

std::optional<std::uint64_t> ElfImage::CountBySysvHash(std::uint64_t address) const {
  const auto at = Offset(address);
  if (!at) return std::nullopt;
  return Read<std::uint32_t>(*at + sizeof(std::uint32_t));  // of chains: one for each symbol
}

// This table does not say how many there are: the last of the longest chain is the last symbol.
std::optional<std::uint64_t> ElfImage::CountByGnuHash(std::uint64_t address) const {
  struct Head {
    std::uint32_t buckets, first, words, shift;
  };
  const auto at = Offset(address);
  const auto head = at ? Read<Head>(*at) : std::nullopt;
  if (!head || head->buckets > kSymbols || head->words > kSymbols || head->first > kSymbols)
    return std::nullopt;
  const std::uint64_t buckets = *at + sizeof(Head) + std::uint64_t{head->words} * 8;
  const std::uint64_t chains = buckets + std::uint64_t{head->buckets} * 4;
  std::uint64_t last = 0;
  for (std::uint64_t i = 0; i < head->buckets; ++i) {
    const auto bucket = Read<std::uint32_t>(buckets + i * 4);
    if (!bucket) return std::nullopt;
    last = std::max<std::uint64_t>(last, *bucket);
  }
  if (last < head->first) return 0;  // nothing is exported, and the rest cannot be counted
  for (; last < kSymbols; ++last) {
    const auto link = Read<std::uint32_t>(chains + (last - head->first) * 4);
    if (!link) return std::nullopt;
    if ((*link & 1) != 0) return last + 1;
  }
  return std::nullopt;
}

bool ElfImage::ReadSymbols() {
  const auto table = Value(DT_SYMTAB);
  const auto texts = Value(DT_STRTAB);
  const auto size = Value(DT_STRSZ);
  const auto gnu = Value(DT_GNU_HASH);
  const auto sysv = Value(DT_HASH);
  if (!table || !texts || !size || (!gnu && !sysv)) return false;
  const auto at = Offset(*table);
  const auto texts_at = Offset(*texts);
  const auto count = gnu ? CountByGnuHash(*gnu) : CountBySysvHash(*sysv);
  if (!at || !texts_at || !count || *count > kSymbols || *size > bytes_.size() - *texts_at)
    return false;
  texts_ = bytes_.substr(*texts_at, *size);
  for (std::uint64_t i = 1; i < *count; ++i) {
    const auto symbol = Read<Elf64_Sym>(*at + i * sizeof(Elf64_Sym));
    const auto name = symbol ? Text(symbol->st_name) : std::nullopt;
    if (!name) return false;
    symbols_.push_back({*name, symbol->st_shndx != SHN_UNDEF,
                        static_cast<unsigned>(ELF64_ST_BIND(symbol->st_info))});
  }
  return true;
}

// A symbol that only a relocation knows of would be one that nobody has looked at.
bool ElfImage::RelocationsStayWithin(std::int64_t table, std::int64_t size) const {
  const auto address = Value(table);
  if (!address || symbols_.empty()) return true;
  const auto at = Offset(*address);
  const auto bytes = Value(size);
  if (!at || !bytes || *bytes > bytes_.size()) return false;
  for (std::uint64_t done = 0; done < *bytes; done += sizeof(Elf64_Rela)) {
    const auto relocation = Read<Elf64_Rela>(*at + done);
    if (!relocation || ELF64_R_SYM(relocation->r_info) > symbols_.size()) return false;
  }
  return true;
}

}  // namespace caseload::rules
