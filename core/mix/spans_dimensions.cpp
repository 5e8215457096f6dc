// SPDX-License-Identifier: Apache-2.0
// The dimensions that have one value a case, each read from its facts.
#include "mix/spans.h"

namespace caseload::mix {

using facts::Columns;
using facts::FactKind;
using facts::kNoRow;

std::uint16_t Spans::SlotOf(Column which, const Episode& episode, CaseColumns& columns) const {
  switch (which) {
    case Column::kTrack:
      return TrackOf(episode.number, episode.day);
    case Column::kTeam: {
      const auto team = HolderOf(FactKind::kTeam, episode.number, episode.day);
      return team ? columns.teams.SlotOf(*team) : Numbers::kNone;
    }
    case Column::kWorker: {
      const auto worker = HolderOf(FactKind::kAllocation, episode.number, episode.day);
      return worker ? columns.workers.SlotOf(*worker) : Numbers::kNone;
    }
    case Column::kAge:
      return AgeOf(episode.child, episode.day);
    case Column::kSource:
      return vocabulary_.SourceSlot(reading_[FactKind::kEpisode].code[episode.row]);
    case Column::kDuration:
      return DurationOf(episode);
    case Column::kMonth:
      return MonthSlot(episode.start);
    case Column::kClosure:
      return ClosureOf(episode);
    case Column::kReReferral:
      return ReReferralOf(episode);
  }
  return 0;
}

bool Spans::OpenAny(FactKind kind, std::uint32_t number, std::int32_t day) const {
  const Columns& columns = reading_[kind];
  for (std::uint32_t row = columns.LastOf(number); row != kNoRow; row = columns.Before(row)) {
    if (columns.OpenOn(row, day) && columns.Believed(row, scope_.known)) return true;
  }
  return false;
}

std::uint16_t Spans::TrackOf(std::uint32_t number, std::int32_t day) const {
  if (OpenAny(FactKind::kLookedAfter, number, day)) return kLookedAfterTrack;
  if (OpenAny(FactKind::kProtectionPlan, number, day)) return kChildProtection;
  if (OpenAny(FactKind::kCinPlan, number, day)) return kChildInNeed;
  const Columns& enquiries = reading_[FactKind::kSection47];
  for (std::uint32_t row = enquiries.LastOf(number); row != kNoRow; row = enquiries.Before(row)) {
    if (!enquiries.OpenOn(row, day) || !enquiries.Believed(row, scope_.known)) continue;
    if (enquiries.end[row] != kDayOpen ||
        day < std::int64_t{enquiries.start[row]} + kSection47RunsForDays) {
      return kSection47Track;
    }
  }
  return OpenAny(FactKind::kAssessment, number, day) ? kAssessmentTrack : kReferral;
}

// Where several hold the case at once, the one who took it on last; of one day, the one recorded
// last.
std::optional<std::uint32_t> Spans::HolderOf(FactKind kind, std::uint32_t subject,
                                             std::int32_t day) const {
  const Columns& columns = reading_[kind];
  std::optional<std::uint32_t> holder;
  std::int32_t since = kDayUnknown;
  for (std::uint32_t row = columns.LastOf(subject); row != kNoRow; row = columns.Before(row)) {
    if (!columns.OpenOn(row, day) || !columns.Believed(row, scope_.known)) continue;
    const auto number = static_cast<std::uint32_t>(columns.value[row]);
    if (number > facts::kHighestNumber || (holder && columns.start[row] <= since)) continue;
    holder = number;
    since = columns.start[row];
  }
  return holder;
}

std::uint16_t Spans::AgeOf(std::uint32_t child, std::int32_t day) const {
  const Columns& births = reading_[FactKind::kBirth];
  std::uint32_t known = kNoRow;
  for (std::uint32_t row = births.LastOf(child); row != kNoRow; row = births.Before(row)) {
    if (!births.Believed(row, scope_.known)) continue;
    // A birth that took place counts before one that is expected.
    if (known == kNoRow || births.detail[row] < births.detail[known]) known = row;
  }
  if (known == kNoRow) return kAgeUnknown;
  if (births.detail[known] == 1) return kUnborn;
  const std::int32_t born = births.start[known];
  if (born == kDayUnknown) return kAgeUnknown;
  return day == scope_.until ? bands_.Age(born) : Bands(Date{day}).Age(born);
}

std::uint16_t Spans::DurationOf(const Episode& episode) const {
  return episode.day == scope_.until ? bands_.Duration(episode.start)
                                     : Bands(Date{episode.day}).Duration(episode.start);
}

std::uint16_t Spans::ClosureOf(const Episode& episode) const {
  if (episode.end > scope_.until) return vocabulary_.closure_open();
  const Columns& closures = reading_[FactKind::kClosure];
  std::uint32_t last = kNoRow;
  // A case that was reopened has former closures: the last one by the day asked about is the one
  // that holds.
  EachRowOf(closures, episode.number, [&](std::uint32_t row) {
    if (closures.start[row] > scope_.until || !closures.Believed(row, scope_.known)) return;
    if (last == kNoRow || closures.start[row] > closures.start[last]) last = row;
  });
  return vocabulary_.ClosureSlot(last == kNoRow ? facts::kCodeNotRecorded : closures.code[last]);
}

std::uint16_t Spans::ReReferralOf(const Episode& episode) const {
  if (episode.start == kDayUnknown) return kReReferralUnknown;
  const auto before =
      ReferralBefore(reading_, scope_.known, episode.child, episode.number, episode.start);
  if (before && AddMonths(Date{*before}, 12).days >= episode.start) return kReReferred;
  // No referral is known in the year before: that says something only where the year is known to be
  // complete.
  const auto& complete = scope_.history_complete_from;
  if (!complete || AddMonths(Date{episode.start}, -12) < *complete) return kReReferralUnknown;
  return kNotReReferred;
}

std::uint32_t Spans::FamilyOf(std::uint32_t child, std::int32_t day) const {
  const auto family = HolderOf(FactKind::kFamily, child, day);
  return family ? *family : (child | kOwnFamily);
}

}  // namespace caseload::mix
