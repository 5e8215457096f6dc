// SPDX-License-Identifier: Apache-2.0
#include "rules/reference_facts.h"

#include <algorithm>
#include <tuple>

#include "taxonomy/packs.h"

namespace caseload::rules {
namespace {

std::uint16_t UnitOf(std::string_view unit) {
  if (unit == "working_day") return CASELOAD_UNIT_WORKING_DAY;
  if (unit == "calendar_day") return CASELOAD_UNIT_DAY;
  if (unit == "week") return CASELOAD_UNIT_WEEK;
  return unit == "month" ? CASELOAD_UNIT_MONTH : CASELOAD_UNIT_HOUR;
}

std::uint16_t KindOf(std::string_view kind) {
  if (kind == "statute") return CASELOAD_CLOCK_STATUTE;
  if (kind == "guidance") return CASELOAD_CLOCK_GUIDANCE;
  return kind == "census" ? CASELOAD_CLOCK_CENSUS : CASELOAD_CLOCK_LOCAL;
}

}  // namespace

ReferenceRows ReferenceOf(const taxonomy::Packs& packs) {
  ReferenceRows reference;
  const auto& calendar = packs.calendar();
  reference.calendar_first = calendar.known_from().days;
  reference.calendar_days =
      static_cast<std::uint32_t>(calendar.known_until() - calendar.known_from() + 1);
  reference.days_off.resize((reference.calendar_days + 7) / 8);
  for (std::uint32_t day = 0; day < reference.calendar_days; ++day) {
    if (calendar.IsWorkingDay(calendar.known_from() + static_cast<std::int32_t>(day))) continue;
    reference.days_off[day / 8] |= static_cast<std::uint8_t>(1u << (day % 8));
  }
  for (const auto& row : packs.clocks()) {
    reference.clocks.push_back({row.name, row.limit, UnitOf(row.unit),
                                static_cast<std::uint16_t>(row.inclusive ? 1 : 0), KindOf(row.kind),
                                row.valid_from ? row.valid_from->days : CASELOAD_DAY_NOT_RECORDED,
                                row.valid_until ? row.valid_until->days : CASELOAD_DAY_NONE});
  }
  std::ranges::sort(reference.clocks, {}, [](const ReferenceClock& clock) {
    return std::tie(clock.name, clock.valid_from);
  });
  return reference;
}

}  // namespace caseload::rules
