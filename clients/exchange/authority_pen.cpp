// SPDX-License-Identifier: Apache-2.0
// Check letters as the Department for Education computes them; faults as seen in sample returns.
#include "exchange/authority_pen.h"

namespace caseload::exchange {

std::string UpnOf(const ChildLife& child) {
  std::string digits = std::to_string(child.number);
  digits = "999" + std::string(digits.size() < 9 ? 9 - digits.size() : 0, '0') + digits;
  unsigned sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    sum += static_cast<unsigned>(digits[i] - '0') * static_cast<unsigned>(i + 2);
  }
  return "ABCDEFGHJKLMNPQRTUVWXYZ"[sum % 23] + digits;
}

std::string Spoiler::Date(Day day) {
  const std::string text = DayText(day);
  if (day == kNoDay || !Strikes()) return text;
  switch (dice_.Below(3)) {
    case 0:
      return text.substr(8, 2) + "/" + text.substr(5, 2) + "/" + text.substr(0, 4);
    case 1:
      return text.substr(0, 4) + "-02-30";
    default:
      return "44090";  // a spreadsheet's serial number
  }
}

std::string Spoiler::Code(std::string code) {
  if (!Strikes()) return code;
  switch (dice_.Below(3)) {
    case 0:
      return "a) " + code;
    case 1:
      return "PSRMEM - local code";
    default:
      return "\xC2\xA0" + code;
  }
}

}  // namespace caseload::exchange
