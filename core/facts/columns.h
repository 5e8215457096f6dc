// SPDX-License-Identifier: Apache-2.0
// Columns: all facts of one kind, one array a property, in the order in which they became known.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "facts/fact.h"

namespace caseload::facts {

// Journal sequences are kept in 32 bits. The last value stands for "still believed".
inline constexpr std::uint32_t kStillBelieved = std::numeric_limits<std::uint32_t>::max();
inline constexpr std::uint32_t kHighestSequence = kStillBelieved - 1;
inline constexpr std::uint32_t kNoRow = std::numeric_limits<std::uint32_t>::max();

class Columns {
 public:
  std::vector<std::uint32_t> subject;
  std::vector<std::int32_t> start;
  std::vector<std::int32_t> end;
  std::vector<std::int32_t> value;
  std::vector<std::uint32_t> known_from;   // ascending
  std::vector<std::uint32_t> known_until;  // the sequence from which it is no longer believed
  std::vector<std::uint16_t> code;
  std::vector<std::uint8_t> detail;
  std::vector<std::int64_t> record;  // empty for kinds that name none

  std::size_t size() const { return subject.size(); }
  // Whether the row was believed when the journal ended at the sequence.
  bool Believed(std::size_t row, std::uint32_t known) const {
    return known_from[row] <= known && known_until[row] > known;
  }
  bool OpenOn(std::size_t row, std::int32_t day) const {
    return start[row] <= day && end[row] > day;
  }
  // The latest row of the subject, believed or not, and the one before it; kNoRow ends the chain.
  std::uint32_t LastOf(std::uint32_t number) const {
    return number < last_.size() ? last_[number] : kNoRow;
  }
  std::uint32_t Before(std::uint32_t row) const { return previous_[row]; }
  // One more than the highest subject: what arrays by subject must hold.
  std::uint32_t Numbers() const { return numbers_; }
  // The first row that became known after the sequence.
  std::size_t FirstAfter(std::uint32_t sequence) const;

  // For Facts only; others see columns as const.
  void Append(const Fact& fact, std::uint32_t from, std::uint32_t until);
  std::size_t Bytes() const;

 private:
  std::vector<std::uint32_t> previous_;
  std::vector<std::uint32_t> last_;  // by subject
  std::uint32_t numbers_ = 0;
};

// The rows of one subject, newest first.
template <class Take>
void EachRowOf(const Columns& columns, std::uint32_t subject, Take&& take) {
  for (std::uint32_t row = columns.LastOf(subject); row != kNoRow; row = columns.Before(row)) {
    take(row);
  }
}

}  // namespace caseload::facts
