// SPDX-License-Identifier: Apache-2.0
#include "base/date.h"

#include <chrono>
#include <cstdio>

namespace caseload {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

year_month_day Ymd(Date date) { return sys_days{std::chrono::days{date.days}}; }

bool ReadDigits(std::string_view text, int& value) {
  value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
    value = value * 10 + (c - '0');
  }
  return true;
}

}  // namespace

std::optional<Date> MakeDate(CivilDate civil) {
  const year_month_day ymd{year{civil.year}, month{static_cast<unsigned>(civil.month)},
                           day{static_cast<unsigned>(civil.day)}};
  if (!ymd.ok() || civil.year < 1900 || civil.year > 2199) return std::nullopt;
  return Date{static_cast<std::int32_t>(sys_days{ymd}.time_since_epoch().count())};
}

std::optional<Date> ParseDate(std::string_view text) {
  CivilDate civil;
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  if (!ReadDigits(text.substr(0, 4), civil.year) || !ReadDigits(text.substr(5, 2), civil.month) ||
      !ReadDigits(text.substr(8, 2), civil.day)) {
    return std::nullopt;
  }
  return MakeDate(civil);
}

CivilDate Civil(Date date) {
  const auto ymd = Ymd(date);
  return {static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
          static_cast<int>(static_cast<unsigned>(ymd.day()))};
}

std::string FormatDate(Date date) {
  const CivilDate civil = Civil(date);
  char text[48];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", civil.year, civil.month, civil.day);
  return text;
}

Date AddMonths(Date date, int months) {
  auto moved = Ymd(date) + std::chrono::months{months};
  if (!moved.ok()) moved = moved.year() / moved.month() / std::chrono::last;
  return {static_cast<std::int32_t>(sys_days{moved}.time_since_epoch().count())};
}

int AgeInYears(Date born, Date on) {
  const CivilDate from = Civil(born);
  const CivilDate to = Civil(on);
  const bool had_birthday = to.month > from.month || (to.month == from.month && to.day >= from.day);
  return to.year - from.year - (had_birthday ? 0 : 1);
}

int Weekday(Date date) {
  return static_cast<int>(
             std::chrono::weekday{sys_days{std::chrono::days{date.days}}}.iso_encoding()) -
         1;
}

}  // namespace caseload
