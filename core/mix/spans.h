// SPDX-License-Identifier: Apache-2.0
// Spans: reads from the facts what each case is, on one day or in one period, as known at one
// sequence.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "facts/facts.h"
#include "mix/case_columns.h"
#include "mix/question.h"
#include "mix/vocabulary.h"

namespace caseload::mix {

// A section 47 enquiry without a recorded end counts as running for so long. It is to reach a
// conference within 15 working days, some three weeks; twice that and a little is a late one.
// Beyond, the end was not written down, which many returns never do, and the enquiry must not count
// for ever.
inline constexpr std::int32_t kSection47RunsForDays = 45;

// Which cases count, and on which day they are looked at.
struct Scope {
  std::optional<v1::MixPeriodKind> period;  // none: open on the day
  std::int32_t from = 0;
  std::int32_t until = 0;  // equals from for a day
  std::uint32_t known = facts::kHighestSequence;
  std::optional<Date> history_complete_from;
};

Scope ScopeOf(const Question& question);

// Days that mark off ages and durations, so that a case costs comparisons instead of calendar
// arithmetic.
class Bands {
 public:
  explicit Bands(Date day);
  AgeBand Age(std::int32_t born) const;
  DurationBand Duration(std::int32_t referred) const;

 private:
  std::int32_t day_;
  std::array<std::int32_t, 6> born_by_;      // at least 1, 5, 10, 16, 18 years old; [0]: born
  std::array<std::int32_t, 4> referred_by_;  // referred on or before it: in the next band
};

class Spans {
 public:
  Spans(const facts::Reading& reading, const Vocabulary& vocabulary, const Scope& scope);

  // All cases, the needed parts only.
  void Fill(const Needs& needs, CaseColumns& columns) const;
  // One case again, after its facts or its child's changed. Not for shares_child: see Share.
  void Refill(const Needs& needs, std::uint32_t number, CaseColumns& columns) const;
  // Marks the case when its child has another case in scope.
  void Share(std::uint32_t number, CaseColumns& columns) const;

 private:
  struct Episode {
    std::uint32_t number = 0;
    std::uint32_t row = 0;
    std::int32_t start = 0;
    std::int32_t end = 0;
    std::int32_t day = 0;  // the day it is looked at
    std::uint32_t child = 0;
  };
  bool Meets(std::int32_t start, std::int32_t end) const;
  std::uint32_t EpisodeRowOf(std::uint32_t number) const;
  Episode EpisodeAt(std::uint32_t number, std::uint32_t row) const;
  std::uint64_t Enter(std::uint32_t first, const Needs& needs,
                      std::vector<Episode>& episodes) const;
  void FillSingle(const Needs& needs, std::span<const Episode> episodes,
                  CaseColumns& columns) const;
  static void ShareAll(CaseColumns& columns);
  static void MarkBlock(const Needs& needs, std::size_t block, CaseColumns& columns);
  std::uint16_t SlotOf(Column which, const Episode& episode, CaseColumns& columns) const;
  void FillConcerns(std::size_t first_row, std::size_t rows, const Needs& needs,
                    CaseColumns& columns) const;
  void AssertOn(std::size_t basis, std::size_t first_row, std::span<const std::uint8_t> holds,
                CaseColumns& columns) const;

  bool OpenAny(facts::FactKind kind, std::uint32_t number, std::int32_t day) const;
  std::uint16_t TrackOf(std::uint32_t number, std::int32_t day) const;
  std::optional<std::uint32_t> HolderOf(facts::FactKind kind, std::uint32_t subject,
                                        std::int32_t day) const;
  std::uint16_t AgeOf(std::uint32_t child, std::int32_t day) const;
  std::uint16_t DurationOf(const Episode& episode) const;
  std::uint16_t ClosureOf(const Episode& episode) const;
  std::uint16_t ReReferralOf(const Episode& episode) const;
  std::uint32_t FamilyOf(std::uint32_t child, std::int32_t day) const;

  const facts::Reading& reading_;
  const Vocabulary& vocabulary_;
  Scope scope_;
  Bands bands_;                 // of scope_.until, where most cases are looked at
  std::size_t concerns_known_;  // the rows of concerns that were known
};

// The latest referral of the child before this case's: its day. Two of one day follow the order of
// their numbers.
std::optional<std::int32_t> ReferralBefore(const facts::Reading& reading, std::uint32_t known,
                                           std::uint32_t child, std::uint32_t number,
                                           std::int32_t referred);

}  // namespace caseload::mix
