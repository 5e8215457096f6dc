// SPDX-License-Identifier: Apache-2.0
// The packed form of facts, for those who read it straight into columns without a vector in
// between.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/result.h"
#include "facts/fact.h"

namespace caseload::facts {

inline constexpr std::uint8_t kPackFormat = 2;
inline constexpr std::size_t kPackedBytes = 28;
inline constexpr FactKind kFirstKind = FactKind::kEpisode;
inline constexpr FactKind kLastKind = FactKind::kPreProceedings;
inline constexpr std::size_t kKinds = static_cast<std::size_t>(kLastKind) + 1;
// Columns are indexed by record number: a number beyond this comes from damaged bytes, and would
// ask for gigabytes. Ten times the cases of every authority in England over ten years.
inline constexpr std::uint32_t kHighestNumber = 100'000'000;

// INTERNAL when the bytes are not what Pack wrote.
Outcome CheckPacked(std::string_view bytes);

// Reads kPackedBytes that CheckPacked has passed.
inline Fact ReadPacked(const char* bytes) {
  static_assert(std::endian::native == std::endian::little, "packed facts are little-endian");
  Fact fact;
  std::uint8_t kind = 0;
  std::memcpy(&fact.subject, bytes, 4);
  std::memcpy(&kind, bytes + 4, 1);
  std::memcpy(&fact.detail, bytes + 5, 1);
  std::memcpy(&fact.code, bytes + 6, 2);
  std::memcpy(&fact.start, bytes + 8, 4);
  std::memcpy(&fact.end, bytes + 12, 4);
  std::memcpy(&fact.value, bytes + 16, 4);
  std::memcpy(&fact.record, bytes + 20, 8);
  fact.kind = static_cast<FactKind>(kind);
  return fact;
}

}  // namespace caseload::facts
