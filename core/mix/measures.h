// SPDX-License-Identifier: Apache-2.0
// Measures: the figures authorities publish every year, by the names of their tables, computed from
// the facts.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "caseload/v1/caseload_service.pb.h"
#include "facts/facts.h"
#include "taxonomy/packs.h"

namespace caseload::mix {

struct MeasureDef {
  std::string name;
  std::string title;
  std::string definition;
  std::string unit;  // "count", "percent" or "days"
};

struct MeasureValue {
  std::optional<double> number;
  v1::NoValue none = v1::NO_VALUE_UNSPECIFIED;  // why there is no number
  std::uint64_t numerator = 0;
  std::uint64_t denominator = 0;
};

struct Year;

// Immutable, thread-safe. The packs outlive it.
class Measures {
 public:
  explicit Measures(const taxonomy::Packs& packs);

  std::span<const MeasureDef> all() const { return defs_; }
  const MeasureDef* Find(std::string_view name) const;
  // For the year ending 31 March of `year`. NOT_FOUND for a name there is none of; FIELDS_INVALID
  // for a year that is out of range or, where working days are counted, not in the calendar. Small
  // numbers are shown as they are.
  Result<MeasureValue> Of(const facts::Facts& facts, std::string_view name, int year,
                          std::uint64_t known_sequence,
                          std::optional<Date> history_complete_from) const;

 private:
  using Compute = Result<MeasureValue> (*)(const Year& year, std::uint16_t detail);
  // How far before the year the facts must be complete; at the day: only the 31 March itself
  // matters.
  enum class LookBack : std::uint8_t { kDay, kYear, kSixMonths, kTwelveMonths };
  struct Way {
    Compute compute;
    std::uint16_t detail;  // number of a code, or a duration band
    LookBack look_back;
  };
  void Add(MeasureDef def, Way way);
  void AddNeed();
  void AddAssessments();
  void AddPlans();

  const taxonomy::Packs& packs_;
  std::vector<MeasureDef> defs_;
  std::vector<Way> ways_;  // of each def
};

}  // namespace caseload::mix
