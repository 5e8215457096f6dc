// SPDX-License-Identifier: Apache-2.0
// Vocabulary: the values each dimension can take, in their own order, and how facts name them by
// small slots.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "caseload/v1/caseload_service.pb.h"
#include "taxonomy/packs.h"

namespace caseload::mix {

// Dimensions that have exactly one value a case, in the order of MixDimension from TRACK on.
enum class Column : std::uint8_t {
  kTrack,
  kTeam,
  kWorker,
  kAge,
  kSource,
  kDuration,
  kMonth,
  kClosure,
  kReReferral
};
inline constexpr std::size_t kColumns = 9;
inline constexpr std::size_t kBases = 5;  // those of v1::MixBasis, from NEED on

constexpr bool IsConcern(v1::MixDimension dimension) {
  return dimension == v1::MIX_DIMENSION_CONCERN || dimension == v1::MIX_DIMENSION_CONCERN_GROUP;
}
constexpr Column ColumnOf(v1::MixDimension dimension) {
  return static_cast<Column>(dimension - v1::MIX_DIMENSION_TRACK);
}
constexpr std::size_t BasisIndex(v1::MixBasis basis) {
  return static_cast<std::size_t>(basis) - v1::MIX_BASIS_NEED;
}

enum Track : std::uint16_t {
  kReferral,
  kAssessmentTrack,
  kSection47Track,
  kChildInNeed,
  kChildProtection,
  kLookedAfterTrack
};
enum AgeBand : std::uint16_t {
  kUnborn,
  kUnderOne,
  kOneToFour,
  kFiveToNine,
  kTenToFifteen,
  kSixteenOrMore,
  kAdult,
  kAgeUnknown
};
enum DurationBand : std::uint16_t {
  kToThreeMonths,
  kToSixMonths,
  kToOneYear,
  kToTwoYears,
  kTwoYearsOrMore,
  kDurationUnknown
};
enum ReReferral : std::uint16_t { kReReferred, kNotReReferred, kReReferralUnknown };
inline constexpr std::uint16_t kMonthUnknown = 300 * 12;  // 1900-01 is month 0

struct Key {
  std::string value;
  std::string label;
  const taxonomy::Code* code = nullptr;  // where the label depends on the day
};

// Slots of one code set: by code number, with two more for a code nobody knows and for none.
struct CodeSlots {
  std::vector<Key> keys;
  std::vector<std::uint16_t> of_number;
  std::uint16_t unknown = 0;
  std::uint16_t Of(std::uint16_t number) const {
    return number < of_number.size() ? of_number[number] : unknown;
  }
};

// Slots of one basis. A case has any number of them, so "not recorded" is no slot but the lack of
// all.
struct ConcernSlots {
  CodeSlots codes;                   // as asserted; of basis ANY the core codes
  std::vector<std::uint16_t> group;  // of each slot: index into Vocabulary::groups
  std::size_t size() const { return codes.keys.size(); }
};

class Vocabulary {
 public:
  explicit Vocabulary(const taxonomy::Packs& packs);

  const ConcernSlots& concerns(std::size_t basis) const { return concerns_[basis]; }
  std::span<const Key> groups() const { return groups_; }
  // Keys of a column, by slot; empty for teams and workers, whose keys are the numbers in use.
  std::span<const Key> keys(Column column) const { return keys_[static_cast<std::size_t>(column)]; }
  std::uint16_t SourceSlot(std::uint16_t number) const { return source_.Of(number); }
  std::uint16_t ClosureSlot(std::uint16_t number) const { return closure_.Of(number); }
  std::uint16_t closure_open() const { return closure_open_; }

 private:
  void NameGroups(const taxonomy::Packs& packs);
  void NameBasis(const taxonomy::Packs& packs, std::size_t basis, std::string_view set);
  void NameAny(const taxonomy::Packs& packs);
  std::uint16_t GroupSlot(const taxonomy::Packs& packs, const taxonomy::Code* core) const;

  std::array<ConcernSlots, kBases> concerns_;
  std::vector<Key> groups_;
  std::uint16_t group_unknown_ = 0;
  std::uint16_t group_unmapped_ = 0;
  CodeSlots source_;
  CodeSlots closure_;
  std::uint16_t closure_open_ = 0;
  std::array<std::vector<Key>, kColumns> keys_;
};

// Months since January 1900, kMonthUnknown for kDayUnknown and days out of range.
std::uint16_t MonthSlot(std::int32_t day);

}  // namespace caseload::mix
