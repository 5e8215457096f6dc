// SPDX-License-Identifier: Apache-2.0
// Appends to columns and finds rows in them.
#include "facts/columns.h"

#include <algorithm>

namespace caseload::facts {

std::size_t Columns::FirstAfter(std::uint32_t sequence) const {
  return static_cast<std::size_t>(std::upper_bound(known_from.begin(), known_from.end(), sequence) -
                                  known_from.begin());
}

void Columns::Append(const Fact& fact, std::uint32_t from, std::uint32_t until) {
  // Numbers are dense and rise: growing by half again keeps the chain heads from being copied at
  // every new record.
  if (fact.subject >= last_.size()) {
    last_.resize(std::max<std::size_t>(fact.subject + 1, last_.size() + last_.size() / 2), kNoRow);
  }
  numbers_ = std::max(numbers_, fact.subject + 1);
  const auto row = static_cast<std::uint32_t>(subject.size());
  subject.push_back(fact.subject);
  start.push_back(fact.start);
  end.push_back(fact.end);
  value.push_back(fact.value);
  known_from.push_back(from);
  known_until.push_back(until);
  code.push_back(fact.code);
  detail.push_back(fact.detail);
  if (NamesRecord(fact.kind)) record.push_back(fact.record);
  previous_.push_back(last_[fact.subject]);
  last_[fact.subject] = row;
}

std::size_t Columns::Bytes() const {
  return subject.capacity() * 7 * sizeof(std::uint32_t) + code.capacity() * sizeof(std::uint16_t) +
         detail.capacity() + record.capacity() * sizeof(std::int64_t) +
         last_.capacity() * sizeof(std::uint32_t);
}

}  // namespace caseload::facts
