// SPDX-License-Identifier: Apache-2.0
// How the made-up authority writes names, numbers and days; and how real returns get them wrong now
// and then.
#pragma once

#include <string>

#include "exchange/authority_day.h"
#include "exchange/authority_dice.h"
#include "exchange/authority_life.h"

namespace caseload::exchange {

inline std::string ChildId(const ChildLife& child) {
  std::string digits = std::to_string(child.number);
  return "TC" + std::string(digits.size() < 8 ? 8 - digits.size() : 0, '0') + digits;
}

// Thirteen characters with a check letter; authority 999, which is nobody's.
std::string UpnOf(const ChildLife& child);

// Spoils what it is given with the plan's probability, in ways seen in real deliveries.
class Spoiler {
 public:
  Spoiler(double rate, Dice dice) : rate_(rate), dice_(dice) {}
  // Another form of the day, or none that exists.
  std::string Date(Day day);
  // A label around the code, a blank, or a code of the place's own.
  std::string Code(std::string code);
  bool Strikes() { return rate_ > 0 && dice_.Chance(rate_) && ++count_ > 0; }
  std::uint64_t count() const { return count_; }

 private:
  double rate_;
  Dice dice_;
  std::uint64_t count_ = 0;
};

}  // namespace caseload::exchange
