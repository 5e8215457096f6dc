// SPDX-License-Identifier: Apache-2.0
// HandClock: a clock whose hands a test moves.
#pragma once

#include <atomic>
#include <string>

#include "base/clock.h"

namespace caseload::fakes {

class HandClock final : public Clock {
 public:
  explicit HandClock(const std::string& now) { Set(now); }
  Instant Now() const override { return {now_.load()}; }
  void Set(const std::string& now) { now_.store(ParseInstant(now)->micros); }

 private:
  std::atomic<std::int64_t> now_{0};
};

}  // namespace caseload::fakes
