// SPDX-License-Identifier: Apache-2.0
#include "rules/back_test/tally.h"

#include <algorithm>

namespace caseload::rules {

bool FirstDays::Note(std::uint32_t number, std::uint8_t day) {
  if (number >= days_.size()) {
    days_.resize(std::max<std::size_t>(std::size_t{number} + 1, days_.size() + days_.size() / 2));
  }
  if (days_[number] != 0) return false;
  days_[number] = day;
  ++count_;
  return true;
}

Tally::Tally(std::vector<Code> codes, std::size_t sides, std::size_t reasons_kept)
    : codes_(std::move(codes)), reasons_kept_(reasons_kept), sides_(sides) {
  for (auto& side : sides_) side.codes.resize(codes_.size());
}

void Tally::TakeSide(std::uint8_t day, std::span<const std::uint32_t> cases, const Heard& heard,
                     TallyOfSide& side) const {
  auto failure = heard.failures.begin();
  std::size_t begin = 0;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const std::size_t end = heard.ends[i];
    ++side.questions;
    if (failure != heard.failures.end() && failure->question == i) {
      ++side.questions_failed;
      if (side.failed.Note(cases[i], day) && side.why.size() < reasons_kept_)
        side.why.emplace(cases[i], failure->why);
      ++failure;
    } else if (end > begin) {
      ++side.questions_spoken_of;
      side.spoken.Note(cases[i], day);
    }
    for (std::size_t at = begin; at < end; ++at) {
      auto& code = side.codes[heard.said[at]];
      ++code.findings;
      const bool again =
          std::find(heard.said.begin() + static_cast<std::ptrdiff_t>(begin),
                    heard.said.begin() + static_cast<std::ptrdiff_t>(at),
                    heard.said[at]) != heard.said.begin() + static_cast<std::ptrdiff_t>(at);
      if (again) continue;
      ++code.questions;
      code.first.Note(cases[i], day);
    }
    begin = end;
  }
}

void Tally::Take(std::size_t day, std::span<const std::uint32_t> cases,
                 std::span<const Heard> by_side) {
  const auto place = static_cast<std::uint8_t>(day + 1);
  for (const std::uint32_t number : cases) {
    asked_.Note(number, place);
    if (number >= last_asked_.size()) {
      last_asked_.resize(
          std::max<std::size_t>(std::size_t{number} + 1, last_asked_.size() * 3 / 2));
    }
    last_asked_[number] = place;
  }
  for (std::size_t side = 0; side < by_side.size(); ++side)
    TakeSide(place, cases, by_side[side], sides_[side]);
}

}  // namespace caseload::rules
