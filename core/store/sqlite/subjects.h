// SPDX-License-Identifier: Apache-2.0
// Subjects: how the journal keeps the list of ids a change is part of, as one column.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"

namespace caseload::store::sqlite {

inline constexpr std::size_t kSubjectBytes = 8;

// Eight bytes an id, greatest first.
inline std::string PackSubjects(std::span<const std::int64_t> subjects) {
  std::string packed;
  packed.reserve(subjects.size() * kSubjectBytes);
  for (const std::int64_t subject : subjects) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      packed.push_back(static_cast<char>((subject >> shift) & 0xff));
    }
  }
  return packed;
}

// Nothing when the bytes are not what PackSubjects wrote.
inline std::optional<std::vector<std::int64_t>> SubjectValues(std::string_view packed) {
  if (packed.size() % kSubjectBytes != 0) return std::nullopt;
  std::vector<std::int64_t> subjects;
  for (; !packed.empty(); packed.remove_prefix(kSubjectBytes)) {
    std::uint64_t value = 0;
    for (const char byte : packed.substr(0, kSubjectBytes)) {
      value = (value << 8) | static_cast<unsigned char>(byte);
    }
    if (value >> 63 != 0) return std::nullopt;
    subjects.push_back(static_cast<std::int64_t>(value));
  }
  return subjects;
}

// The same as texts.
inline std::optional<std::vector<std::string>> UnpackSubjects(std::string_view packed) {
  const auto values = SubjectValues(packed);
  if (!values) return std::nullopt;
  std::vector<std::string> subjects;
  for (const std::int64_t value : *values) subjects.push_back(IdText(value).string());
  return subjects;
}

}  // namespace caseload::store::sqlite
