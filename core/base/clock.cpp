// SPDX-License-Identifier: Apache-2.0
#include "base/clock.h"

#include <google/protobuf/timestamp.pb.h>
#include <google/protobuf/util/time_util.h>

#include <chrono>

namespace caseload {
namespace {

constexpr std::int64_t kMicrosInHour = 3'600'000'000;

// 01:00 UTC on the last Sunday of a month: when summer time begins (March) and ends (October) in
// the UK.
Instant LastSundayAtOne(int year, int month) {
  const Date next = AddMonths(*MakeDate({year, month, 1}), 1);
  Date day = next - 1;
  while (Weekday(day) != 6) day = day - 1;
  return {day.days * 24 * kMicrosInHour + kMicrosInHour};
}

Date UtcDay(std::int64_t micros) {
  constexpr std::int64_t kMicrosInDay = 24 * kMicrosInHour;
  const std::int64_t days =
      micros >= 0 ? micros / kMicrosInDay : -((-micros + kMicrosInDay - 1) / kMicrosInDay);
  return {static_cast<std::int32_t>(days)};
}

}  // namespace

// The rule in force since 1996; instants of records all lie after it.
Date Clock::DayInEngland(Instant instant) {
  const int year = Civil(UtcDay(instant.micros)).year;
  const bool summer = year >= 1996 && year <= 2199 && instant >= LastSundayAtOne(year, 3) &&
                      instant < LastSundayAtOne(year, 10);
  return UtcDay(instant.micros + (summer ? kMicrosInHour : 0));
}

Instant SystemClock::Now() const {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::microseconds>(now).count()};
}

std::string FormatInstant(Instant instant) {
  return google::protobuf::util::TimeUtil::ToString(
      google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(instant.micros));
}

std::optional<Instant> ParseInstant(std::string_view text) {
  google::protobuf::Timestamp stamp;
  if (!google::protobuf::util::TimeUtil::FromString(std::string(text), &stamp)) return std::nullopt;
  return Instant{google::protobuf::util::TimeUtil::TimestampToMicroseconds(stamp)};
}

}  // namespace caseload
