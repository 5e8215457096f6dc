// SPDX-License-Identifier: Apache-2.0
// Finds a measure by name and says first whether the history reaches far enough for it.
#include "mix/measures.h"

#include <algorithm>

#include "mix/year.h"

namespace caseload::mix {

Measures::Measures(const taxonomy::Packs& packs) : packs_(packs) {
  AddNeed();
  AddAssessments();
  AddPlans();
}

void Measures::Add(MeasureDef def, Way way) {
  defs_.push_back(std::move(def));
  ways_.push_back(way);
}

const MeasureDef* Measures::Find(std::string_view name) const {
  const auto found = std::find_if(defs_.begin(), defs_.end(),
                                  [name](const MeasureDef& def) { return def.name == name; });
  return found == defs_.end() ? nullptr : &*found;
}

Result<MeasureValue> Measures::Of(const facts::Facts& facts, std::string_view name, int year,
                                  std::uint64_t known_sequence,
                                  std::optional<Date> history_complete_from) const {
  const MeasureDef* const def = Find(name);
  if (def == nullptr) return Error{v1::ERROR_REASON_NOT_FOUND, "there is no such measure"};
  const auto from = MakeDate({year - 1, 4, 1});
  const auto until = MakeDate({year, 3, 31});
  if (!from || !until) {
    return Error{v1::ERROR_REASON_FIELDS_INVALID,
                 "the year is out of range",
                 {{"year", "must lie between 1901 and 2199"}}};
  }
  const Way& way = ways_[static_cast<std::size_t>(def - defs_.data())];
  Date earliest = *from;
  if (way.look_back == LookBack::kDay) earliest = *until;
  if (way.look_back == LookBack::kSixMonths) earliest = AddMonths(*from, -6);
  if (way.look_back == LookBack::kTwelveMonths) earliest = AddMonths(*from, -12);
  if (history_complete_from && earliest < *history_complete_from) {
    return MeasureValue{std::nullopt, v1::NO_VALUE_UNKNOWN_BEFORE_HISTORY, 0, 0};
  }
  const facts::Reading reading = facts.Read();
  const auto known =
      static_cast<std::uint32_t>(std::min<std::uint64_t>(known_sequence, facts::kHighestSequence));
  return way.compute(Year{reading, packs_, known, *from, *until}, way.detail);
}

}  // namespace caseload::mix
