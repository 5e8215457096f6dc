// SPDX-License-Identifier: Apache-2.0
// Clock: the only source of "now" and "today" in the server; tests hand in their own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"

namespace caseload {

// An instant in microseconds since 1970-01-01T00:00:00Z.
struct Instant {
  std::int64_t micros = 0;
  friend auto operator<=>(const Instant&, const Instant&) = default;
};

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant Now() const = 0;
  // The civil day in England, where the authority's working days are counted.
  Date Today() const { return DayInEngland(Now()); }
  static Date DayInEngland(Instant instant);
};

class SystemClock final : public Clock {
 public:
  Instant Now() const override;
};

// RFC 3339 in UTC, e.g. "2024-03-31T10:00:00Z"; up to microseconds.
std::string FormatInstant(Instant instant);
std::optional<Instant> ParseInstant(std::string_view text);

}  // namespace caseload
