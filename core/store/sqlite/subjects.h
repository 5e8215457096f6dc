// SPDX-License-Identifier: Apache-2.0
// Subjects: how the journal keeps the list of ids a change is part of, as one column.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace caseload::store::sqlite {

// Each id preceded by its length in four bytes, least first.
inline std::string PackSubjects(const std::vector<std::string>& subjects) {
  std::string packed;
  for (const std::string& subject : subjects) {
    for (int shift = 0; shift < 32; shift += 8) {
      packed.push_back(static_cast<char>((subject.size() >> shift) & 0xff));
    }
    packed += subject;
  }
  return packed;
}

// Nothing when the bytes are not what PackSubjects wrote.
inline std::optional<std::vector<std::string>> UnpackSubjects(std::string_view packed) {
  std::vector<std::string> subjects;
  while (!packed.empty()) {
    if (packed.size() < 4) return std::nullopt;
    std::size_t size = 0;
    for (std::size_t at = 0; at < 4; ++at) {
      size |= static_cast<std::size_t>(static_cast<unsigned char>(packed[at])) << (8 * at);
    }
    packed.remove_prefix(4);
    if (packed.size() < size) return std::nullopt;
    subjects.emplace_back(packed.substr(0, size));
    packed.remove_prefix(size);
  }
  return subjects;
}

}  // namespace caseload::store::sqlite
