// SPDX-License-Identifier: Apache-2.0
#include "app/back_test_cases.h"

#include <algorithm>
#include <set>

namespace caseload::app {
namespace {

using facts::Columns;
using facts::FactKind;

// Rows looked at before a commit gets its turn: a tenth of a millisecond or so.
constexpr std::size_t kRowsAtATime = 65'536;

Result<std::string> IdOfNumber(const Desk& desk, store::Kind kind, std::uint32_t number) {
  auto id = desk.reader().IdOfNumber(kind, number);
  if (!id) return id.error();
  if (!*id) return Error{v1::ERROR_REASON_INTERNAL, "facts name a record that is not there"};
  return **std::move(id);
}

}  // namespace

std::vector<std::uint32_t> BackTestCases::On(Date day, std::uint64_t known, bool closed) const {
  std::vector<std::uint32_t> numbers;
  const auto believed = static_cast<std::uint32_t>(known);
  std::size_t row = 0;
  for (bool more = true; more;) {
    const auto reading = facts_.Read();
    const Columns& episodes = reading[FactKind::kEpisode];
    // Rows are in the order in which they became known, and never move.
    const std::size_t end = episodes.FirstAfter(believed);
    const std::size_t until = std::min(end, row + kRowsAtATime);
    for (; row < until; ++row) {
      if (!episodes.Believed(row, believed)) continue;
      if (closed ? episodes.start[row] <= day.days : episodes.OpenOn(row, day.days))
        numbers.push_back(episodes.subject[row]);
    }
    more = row < end;
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

std::vector<Date> BackTestCases::OutcomesOf(std::uint32_t number, FactKind kind) const {
  std::vector<Date> days;
  const auto reading = facts_.Read();
  const Columns& episodes = reading[FactKind::kEpisode];
  const Columns& outcomes = reading[kind];
  const auto take = [&](std::uint32_t of) {
    facts::EachRowOf(outcomes, of, [&](std::uint32_t row) {
      if (outcomes.Believed(row, now_) && outcomes.start[row] != kDayUnknown)
        days.push_back({outcomes.start[row]});
    });
  };
  std::int32_t child = -1;
  facts::EachRowOf(episodes, number, [&](std::uint32_t row) {
    if (episodes.Believed(row, now_)) child = episodes.value[row];
  });
  // Whose child nobody knows has no other cases either.
  if (child < 0) take(number);
  if (child >= 0) {
    for (auto row = reading.LastEpisodeOf(static_cast<std::uint32_t>(child)); row != facts::kNoRow;
         row = reading.EpisodeBefore(row)) {
      if (episodes.Believed(row, now_)) take(episodes.subject[row]);
    }
  }
  std::sort(days.begin(), days.end());
  return days;
}

Result<rules::Telling::Keys> BackTestCases::KeysOf(std::uint32_t number, Date day) const {
  std::set<std::string> concerns;
  std::int32_t team = 0;
  {
    const auto reading = facts_.Read();
    const Columns& asserted = reading[FactKind::kConcern];
    facts::EachRowOf(asserted, number, [&](std::uint32_t row) {
      if (!asserted.Believed(row, now_) || !asserted.OpenOn(row, day.days)) return;
      const auto* code = desk_.packs().ByNumber(asserted.code[row]);
      const auto* core = code == nullptr ? nullptr : desk_.packs().CoreOf(*code);
      const auto* group = core == nullptr ? nullptr : desk_.packs().GroupOf(*core);
      concerns.insert(group == nullptr ? std::string() : group->code);
    });
    const Columns& teams = reading[FactKind::kTeam];
    facts::EachRowOf(teams, number, [&](std::uint32_t row) {
      if (team == 0 && teams.Believed(row, now_) && teams.OpenOn(row, day.days))
        team = teams.value[row];
    });
  }
  rules::Telling::Keys keys;
  if (concerns.empty()) concerns.insert("");
  keys.concerns.assign(concerns.begin(), concerns.end());
  if (team == 0) return keys;
  auto id = IdOfNumber(desk_, store::Kind::kTeam, static_cast<std::uint32_t>(team));
  if (!id) return id.error();
  keys.team = *std::move(id);
  return keys;
}

Result<std::string> BackTestCases::IdOf(std::uint32_t number) const {
  return IdOfNumber(desk_, store::Kind::kCase, number);
}

}  // namespace caseload::app
