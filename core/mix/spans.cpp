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
    : reading_(reading), vocabulary_(vocabulary), scope_(scope), bands_(Date{scope.until}) {}

bool Spans::Meets(std::int32_t start, std::int32_t end) const {
  switch (scope_.period.value_or(v1::MIX_PERIOD_KIND_UNSPECIFIED)) {
    case v1::MIX_PERIOD_KIND_OPEN_DURING:
      // Closed on the day of the referral, it was open on no day.
      return start <= scope_.until && end > scope_.from && end > start;
    case v1::MIX_PERIOD_KIND_STARTED_IN:
      return start >= scope_.from && start <= scope_.until;
    case v1::MIX_PERIOD_KIND_ENDED_IN:
      return end >= scope_.from && end <= scope_.until;
    default:
      return start <= scope_.until && end > scope_.until;
  }
}

std::optional<Spans::Episode> Spans::Enter(std::uint32_t number, CaseColumns& columns) const {
  const Columns& episodes = reading_[FactKind::kEpisode];
  std::uint32_t row = episodes.LastOf(number);
  while (row != kNoRow && !episodes.Believed(row, scope_.known)) row = episodes.Before(row);
  Line& scope = columns.scope[number / kBlockCases];
  if (row == kNoRow || !Meets(episodes.start[row], episodes.end[row])) {
    scope.Remove(number % kBlockCases);
    return std::nullopt;
  }
  scope.Add(number % kBlockCases);
  columns.child[number] = static_cast<std::uint32_t>(episodes.value[row]);
  Episode episode{number, row, episodes.start[row], episodes.end[row], scope_.until};
  // A case that closed is looked at on the last day it was open.
  if (episode.end <= scope_.until) episode.day = std::max(episode.end - 1, episode.start);
  return episode;
}

void Spans::Fill(const Needs& needs, CaseColumns& columns) const {
  const std::uint32_t numbers = reading_[FactKind::kEpisode].Numbers();
  columns.Grow(numbers, needs, vocabulary_);
  std::vector<Episode> episodes;
  for (std::uint32_t first = 0; first < numbers; first += kBlockCases) {
    episodes.clear();
    const std::uint32_t end = std::min<std::uint32_t>(numbers, first + kBlockCases);
    for (std::uint32_t number = first; number < end; ++number) {
      if (const auto episode = Enter(number, columns)) episodes.push_back(*episode);
    }
    FillBlock(needs, episodes, columns);
  }
  if (needs.bases.any()) {
    const Columns& concerns = reading_[FactKind::kConcern];
    for (std::uint32_t row = 0; row < concerns.size(); ++row) {
      const std::uint32_t number = concerns.subject[row];
      if (number < numbers && columns.InScope(number)) Concern(row, needs, columns);
    }
  }
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
    for (const Episode& episode : episodes) {
      const auto column = static_cast<Column>(i);
      columns.Put(column, episode.number, SlotOf(column, episode, columns));
    }
  }
  if (needs.family) {
    for (const Episode& episode : episodes) {
      columns.family[episode.number] = FamilyOf(columns.child[episode.number], episode.day);
    }
  }
}

void Spans::Refill(const Needs& needs, std::uint32_t number, CaseColumns& columns) const {
  const std::size_t block = number / kBlockCases;
  const std::size_t within = number % kBlockCases;
  for (ConcernBits& bits : columns.concerns) {
    if (bits.slots == 0) continue;
    for (std::size_t slot = 0; slot < bits.slots; ++slot) bits.At(block, slot).Remove(within);
    std::erase_if(bits.repeats[block],
                  [within](const Repeat& repeat) { return repeat.case_in_block == within; });
  }
  columns.child[number] = kNobody;
  if (const auto episode = Enter(number, columns)) {
    FillBlock(needs, std::span(&*episode, 1), columns);
    EachRowOf(reading_[FactKind::kConcern], number,
              [&](std::uint32_t row) { Concern(row, needs, columns); });
  }
  MarkBlock(needs, block, columns);
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

void Spans::Concern(std::uint32_t row, const Needs& needs, CaseColumns& columns) const {
  const Columns& concerns = reading_[FactKind::kConcern];
  if (concerns.start[row] > scope_.until || concerns.end[row] <= scope_.from ||
      !concerns.Believed(row, scope_.known)) {
    return;
  }
  const std::uint32_t number = concerns.subject[row];
  const std::size_t block = number / kBlockCases;
  const std::size_t within = number % kBlockCases;
  const auto assert_on = [&](std::size_t basis) {
    if (!needs.bases[basis]) return;
    const std::uint16_t slot = vocabulary_.concerns(basis).codes.Of(concerns.code[row]);
    ConcernBits& bits = columns.concerns[basis];
    Line& held = bits.At(block, slot);
    if (held.Has(within)) {
      bits.repeats[block].push_back({static_cast<std::uint16_t>(within), slot});
    }
    held.Add(within);
  };
  const std::uint8_t basis = concerns.detail[row];
  if (basis >= v1::CONCERN_BASIS_NEED && basis <= v1::CONCERN_BASIS_CATEGORY_LATEST) {
    assert_on(basis - std::size_t{v1::CONCERN_BASIS_NEED});
  }
  assert_on(BasisIndex(v1::MIX_BASIS_ANY));
}

}  // namespace caseload::mix
