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

std::optional<std::int32_t> ReferralBefore(const facts::Reading& reading, std::uint32_t known,
                                           std::uint32_t child, std::uint32_t number,
                                           std::int32_t referred) {
  const Columns& episodes = reading[FactKind::kEpisode];
  std::optional<std::int32_t> latest;
  for (std::uint32_t row = reading.LastEpisodeOf(child); row != kNoRow;
       row = reading.EpisodeBefore(row)) {
    const std::uint32_t other = episodes.subject[row];
    const std::int32_t day = episodes.start[row];
    if (other == number || day == kDayUnknown || !episodes.Believed(row, known)) continue;
    const bool earlier = day < referred || (day == referred && other < number);
    if (earlier && (!latest || day > *latest)) latest = day;
  }
  return latest;
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
  const Columns& rows = reading_[FactKind::kEpisode];
  const std::uint32_t numbers = rows.Numbers();
  columns.Grow(numbers, needs, vocabulary_);
  std::array<std::uint32_t, kBlockCases> row_of;
  std::vector<Episode> episodes;
  for (std::uint32_t first = 0; first < numbers; first += kBlockCases) {
    Line& scope = columns.scope[first / kBlockCases];
    for (std::uint32_t word = 0; word < kBlockWords; ++word) {
      std::uint64_t meets = 0;
      for (std::uint32_t bit = 0; bit < 64; ++bit) {
        const std::uint32_t row = EpisodeRowOf(first + word * 64 + bit);
        row_of[word * 64 + bit] = row;
        if (row != kNoRow) meets |= std::uint64_t{Meets(rows.start[row], rows.end[row])} << bit;
      }
      scope.words[word] = meets;
    }
    if (needs.columns.none() && !needs.family && !needs.sharing) continue;
    episodes.clear();
    scope.Each([&](std::size_t at) {
      episodes.push_back(EpisodeAt(first + static_cast<std::uint32_t>(at), row_of[at]));
    });
    FillBlock(needs, episodes, columns);
  }
  FillConcerns(0, concerns_known_, needs, columns);
  for (std::size_t block = 0; block < columns.blocks; ++block) MarkBlock(needs, block, columns);
  if (!needs.sharing) return;
  for (std::uint32_t number = 0; number < numbers; ++number) {
    if (columns.InScope(number)) Share(number, columns);
  }
}

void Spans::FillBlock(const Needs& needs, std::span<const Episode> episodes,
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
    FillBlock(needs, std::span(&episode, 1), columns);
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

void Spans::Share(std::uint32_t number, CaseColumns& columns) const {
  const Columns& episodes = reading_[FactKind::kEpisode];
  const std::uint32_t child = columns.child[number];
  bool shares = false;
  for (std::uint32_t row = reading_.LastEpisodeOf(child); row != kNoRow && !shares;
       row = reading_.EpisodeBefore(row)) {
    const std::uint32_t other = episodes.subject[row];
    shares = other != number && columns.InScope(other) && columns.child[other] == child;
  }
  Line& sharing = columns.shares_child[number / kBlockCases];
  if (shares && columns.InScope(number)) {
    sharing.Add(number % kBlockCases);
  } else {
    sharing.Remove(number % kBlockCases);
  }
}

}  // namespace caseload::mix
