// SPDX-License-Identifier: Apache-2.0
// The other cases of a case's child: referrals before it, and those that count beside it.
#include <algorithm>

#include "mix/spans.h"

namespace caseload::mix {

using facts::Columns;
using facts::FactKind;
using facts::kNoRow;

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
