// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/link_column.h"

namespace caseload::store::sqlite {
namespace {

constexpr std::size_t kNumberBytes = 8;
constexpr std::size_t kChangeBytes = 2 + 3 * kNumberBytes;

void Append(std::string& packed, std::int64_t number) {
  for (int shift = 56; shift >= 0; shift -= 8) {
    packed.push_back(static_cast<char>((number >> shift) & 0xff));
  }
}

std::int64_t Take(std::string_view& packed) {
  std::uint64_t number = 0;
  for (const char byte : packed.substr(0, kNumberBytes)) {
    number = (number << 8) | static_cast<unsigned char>(byte);
  }
  packed.remove_prefix(kNumberBytes);
  return static_cast<std::int64_t>(number);
}

}  // namespace

std::string PackLinks(std::span<const LinkChange> changes) {
  std::string packed;
  packed.reserve(changes.size() * kChangeBytes);
  for (const auto& [link, sequence, added] : changes) {
    packed.push_back(added ? 1 : 0);
    packed.push_back(static_cast<char>(link.field));
    Append(packed, link.origin);
    Append(packed, link.order);
    Append(packed, link.target);
  }
  return packed;
}

std::optional<std::vector<LinkChange>> UnpackLinks(std::string_view packed,
                                                   std::uint64_t sequence) {
  if (packed.size() % kChangeBytes != 0) return std::nullopt;
  std::vector<LinkChange> changes;
  while (!packed.empty()) {
    LinkChange& change = changes.emplace_back();
    change.sequence = sequence;
    change.added = packed[0] != 0;
    change.link.field = static_cast<unsigned char>(packed[1]);
    packed.remove_prefix(2);
    change.link.origin = Take(packed);
    change.link.order = Take(packed);
    change.link.target = Take(packed);
  }
  return changes;
}

}  // namespace caseload::store::sqlite
