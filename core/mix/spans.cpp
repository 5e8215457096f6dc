// SPDX-License-Identifier: Apache-2.0
// Walks the facts of each case. The same steps fill all cases for a past day and one case for
// today, so that the two cannot come to mean different things.
#include "mix/spans.h"

#include <algorithm>

namespace caseload::mix {

using facts::Columns;
using facts::FactKind;
using facts::kNoRow;

namespace {

// Filled at a time, one column after the other: few enough to stay in the nearer cache, enough that
// reading a fact of each gets into its stride.
constexpr std::uint32_t kCasesAtOnce = 4096;

// The latest day whose date so many months on is not after `day` (strictly before it when
// `before`).
std::int32_t LatestWithin(Date day, int months, bool before) {
  Date start = AddMonths(day, -months) + 4;  // clamping moves a date by three days at most
  while (AddMonths(start, months) > day || (before && AddMonths(start, months) == day)) {
    start = start - 1;
  }
  return start.days;
}

std::uint32_t Known(std::uint64_t sequence) {
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(sequence, facts::kHighestSequence));
}

}  // namespace

Scope ScopeOf(const Question& question) {
  Scope scope;
  scope.known = Known(question.known_sequence);
  scope.history_complete_from = question.history_complete_from;
  if (question.period) {
    scope.period = question.period->kind;
    scope.from = question.period->from.days;
    scope.until = question.period->until.days;
  } else {
    scope.from = scope.until = question.as_of.days;
  }
  return scope;
}

Bands::Bands(Date day) : day_(day.days) {
  constexpr int kYears[] = {0, 1, 5, 10, 16, 18};
  for (std::size_t i = 0; i < born_by_.size(); ++i) {
    born_by_[i] = AddMonths(day, -12 * kYears[i]).days;
  }
  // The bands of the published tables: 3 months or less, more than 3 up to 6, more than 6 but less
  // than a year, a year but less than two, two years or more.
  referred_by_ = {LatestWithin(day, 3, true), LatestWithin(day, 6, true),
                  LatestWithin(day, 12, false), LatestWithin(day, 24, false)};
}

AgeBand Bands::Age(std::int32_t born) const {
  std::size_t band = 0;
  while (band < born_by_.size() && born <= born_by_[band]) ++band;
  return static_cast<AgeBand>(band);
}

DurationBand Bands::Duration(std::int32_t referred) const {
  if (referred == kDayUnknown) return kDurationUnknown;
  std::size_t band = 0;
  while (band < referred_by_.size() && referred <= referred_by_[band]) ++band;
  return static_cast<DurationBand>(band);
}

Spans::Spans(const facts::Reading& reading, const Vocabulary& vocabulary, const Scope& scope)
    : reading_(reading),
      vocabulary_(vocabulary),
      scope_(scope),
      bands_(Date{scope.until}),
      concerns_known_(reading[FactKind::kConcern].FirstAfter(scope.known)) {}

// Every case is asked, and whether it is open is anybody's guess: all is compared without a jump.
inline bool Spans::Meets(std::int32_t start, std::int32_t end) const {
  switch (scope_.period.value_or(v1::MIX_PERIOD_KIND_UNSPECIFIED)) {
    case v1::MIX_PERIOD_KIND_OPEN_DURING:
      // Closed on the day of the referral, it was open on no day.
      return (start <= scope_.until) & (end > scope_.from) & (end > start);
    case v1::MIX_PERIOD_KIND_STARTED_IN:
      return (start >= scope_.from) & (start <= scope_.until);
    case v1::MIX_PERIOD_KIND_ENDED_IN:
      return (end >= scope_.from) & (end <= scope_.until);
    default:
      return (start <= scope_.until) & (end > scope_.until);
  }
}

inline std::uint32_t Spans::EpisodeRowOf(std::uint32_t number) const {
  const Columns& episodes = reading_[FactKind::kEpisode];
  std::uint32_t row = episodes.LastOf(number);
  while (row != kNoRow && !episodes.Believed(row, scope_.known)) row = episodes.Before(row);
  return row;
}

Spans::Episode Spans::EpisodeAt(std::uint32_t number, std::uint32_t row) const {
  const Columns& episodes = reading_[FactKind::kEpisode];
  Episode episode{number,
                  row,
                  episodes.start[row],
                  episodes.end[row],
                  scope_.until,
                  static_cast<std::uint32_t>(episodes.value[row])};
  // A case that closed is looked at on the last day it was open.
  if (episode.end <= scope_.until) episode.day = std::max(episode.end - 1, episode.start);
  return episode;
}

void Spans::Fill(const Needs& needs, CaseColumns& columns) const {
  const std::uint32_t numbers = reading_[FactKind::kEpisode].Numbers();
  columns.Grow(numbers, needs, vocabulary_);
  std::vector<Episode> episodes;
  for (std::uint32_t first = 0; first < numbers; first += kCasesAtOnce) {
    const std::uint32_t end = std::min(numbers, first + kCasesAtOnce);
    episodes.clear();
    for (std::uint32_t number = first; number < end; number += 64) {
      const std::uint64_t meets = Enter(number, needs, episodes);
      columns.scope[number / kBlockCases].words[number % kBlockCases / 64] = meets;
    }
    FillSingle(needs, episodes, columns);
  }
  FillConcerns(0, concerns_known_, needs, columns);
  for (std::size_t block = 0; block < columns.blocks; ++block) MarkBlock(needs, block, columns);
  if (needs.sharing) ShareAll(columns);
}

// The bits of 64 cases, and their episodes where the question reads anything of them.
std::uint64_t Spans::Enter(std::uint32_t first, const Needs& needs,
                           std::vector<Episode>& episodes) const {
  const Columns& rows = reading_[FactKind::kEpisode];
  std::array<std::uint32_t, 64> row_of;
  std::uint64_t meets = 0;
  for (std::uint32_t bit = 0; bit < 64; ++bit) {
    const std::uint32_t row = row_of[bit] = EpisodeRowOf(first + bit);
    if (row != kNoRow) meets |= std::uint64_t{Meets(rows.start[row], rows.end[row])} << bit;
  }
  if (needs.columns.none() && !needs.family && !needs.sharing) return meets;
  for (std::uint64_t left = meets; left != 0; left &= left - 1) {
    const auto bit = static_cast<std::uint32_t>(std::countr_zero(left));
    episodes.push_back(EpisodeAt(first + bit, row_of[bit]));
  }
  return meets;
}

void Spans::FillSingle(const Needs& needs, std::span<const Episode> episodes,
                       CaseColumns& columns) const {
  for (std::size_t i = 0; i < kColumns; ++i) {
    if (!needs.columns[i]) continue;
    std::vector<std::uint16_t>& column = columns.single[i];
    for (const Episode& episode : episodes) {
      column[episode.number] = SlotOf(static_cast<Column>(i), episode, columns);
    }
    SlotBits& bits = columns.single_bits[i];
    if (bits.slots == 0) continue;
    for (const Episode& episode : episodes) {
      bits.At(episode.number / kBlockCases, column[episode.number])
          .Add(episode.number % kBlockCases);
    }
  }
  if (needs.family) {
    for (const Episode& episode : episodes) {
      columns.family[episode.number] = FamilyOf(episode.child, episode.day);
    }
  }
  if (needs.sharing) {
    for (const Episode& episode : episodes) columns.child[episode.number] = episode.child;
  }
}

void Spans::Refill(const Needs& needs, std::uint32_t number, CaseColumns& columns) const {
  columns.Clear(number);
  if (needs.sharing) columns.child[number] = kNobody;
  const Columns& episodes = reading_[FactKind::kEpisode];
  const std::uint32_t row = EpisodeRowOf(number);
  if (row != kNoRow && Meets(episodes.start[row], episodes.end[row])) {
    columns.scope[number / kBlockCases].Add(number % kBlockCases);
    const Episode episode = EpisodeAt(number, row);
    FillSingle(needs, std::span(&episode, 1), columns);
    EachRowOf(reading_[FactKind::kConcern], number, [&](std::uint32_t concern) {
      if (concern < concerns_known_) FillConcerns(concern, 1, needs, columns);
    });
  }
  MarkBlock(needs, number / kBlockCases, columns);
}

void Spans::MarkBlock(const Needs& needs, std::size_t block, CaseColumns& columns) {
  for (std::size_t basis = 0; basis < kBases; ++basis) {
    if (needs.bases[basis]) columns.MarkWithoutConcerns(basis, block);
  }
}

// Two passes over the cases instead of a walk through the episodes of each child, which lie
// anywhere.
void Spans::ShareAll(CaseColumns& columns) {
  const auto each_case = [&](auto&& take) {
    for (std::size_t block = 0; block < columns.blocks; ++block) {
      columns.scope[block].Each([&](std::size_t at) {
        const std::uint32_t child = columns.child[block * kBlockCases + at];
        if (child <= facts::kHighestNumber) take(block, at, child);
      });
    }
  };
  std::uint32_t highest = 0;
  each_case(
      [&](std::size_t, std::size_t, std::uint32_t child) { highest = std::max(highest, child); });
  std::vector<bool> once(highest + std::size_t{1});
  std::vector<bool> again(once.size());
  each_case([&](std::size_t, std::size_t, std::uint32_t child) {
    if (once[child]) again[child] = true;
    once[child] = true;
  });
  each_case([&](std::size_t block, std::size_t at, std::uint32_t child) {
    if (again[child]) columns.shares_child[block].Add(at);
  });
}

}  // namespace caseload::mix
