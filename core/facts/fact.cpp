// SPDX-License-Identifier: Apache-2.0
// Packs facts into the bytes that are kept beside a record's version, and reads them again.
#include "facts/fact.h"

#include "facts/packing.h"

namespace caseload::facts {

std::string Pack(std::span<const Fact> facts) {
  std::string bytes;
  bytes.reserve(1 + facts.size() * kPackedBytes);
  bytes.push_back(static_cast<char>(kPackFormat));
  const auto put = [&bytes](std::uint64_t value, int width) {
    for (int i = 0; i < width; ++i) bytes.push_back(static_cast<char>(value >> (8 * i) & 0xFF));
  };
  for (const Fact& fact : facts) {
    put(fact.subject, 4);
    put(static_cast<std::uint32_t>(fact.kind), 1);
    put(fact.detail, 1);
    put(fact.code, 2);
    put(static_cast<std::uint32_t>(fact.start), 4);
    put(static_cast<std::uint32_t>(fact.end), 4);
    put(static_cast<std::uint32_t>(fact.value), 4);
    put(static_cast<std::uint64_t>(fact.record), 8);
  }
  return bytes;
}

Outcome CheckPacked(std::string_view bytes) {
  if (bytes.empty() || static_cast<std::uint8_t>(bytes[0]) != kPackFormat ||
      (bytes.size() - 1) % kPackedBytes != 0) {
    return Error{v1::ERROR_REASON_INTERNAL, "facts are not in the format this server writes"};
  }
  for (std::size_t at = 1; at < bytes.size(); at += kPackedBytes) {
    const Fact fact = ReadPacked(bytes.data() + at);
    if (fact.kind < kFirstKind || fact.kind > kLastKind) {
      return Error{v1::ERROR_REASON_INTERNAL, "facts hold a kind this server does not know"};
    }
    if (fact.subject > kHighestNumber) {
      return Error{v1::ERROR_REASON_INTERNAL, "facts name a record number beyond any in use"};
    }
  }
  return Nothing{};
}

Result<std::vector<Fact>> Unpack(std::string_view bytes) {
  if (auto checked = CheckPacked(bytes); !checked) return checked.error();
  std::vector<Fact> facts;
  facts.reserve(bytes.size() / kPackedBytes);
  for (std::size_t at = 1; at < bytes.size(); at += kPackedBytes) {
    facts.push_back(ReadPacked(bytes.data() + at));
  }
  return facts;
}

}  // namespace caseload::facts
