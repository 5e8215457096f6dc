// SPDX-License-Identifier: Apache-2.0
// What the guests that behave must find, as their author would have written it.
#pragma once

#include <string>

namespace caseload::rules {

inline std::string VignetteOf(const std::string& guest) {
  std::string finds = "nothing";
  if (guest == "steady" || guest == "steady_later") finds = "INFO OPEN, 31 days";
  if (guest == "poison" || guest == "keeps_count") finds = "INFO SEEN, 1 days";
  return "Vignette: made up\nChild: born 2015-05-01\nCase this: referred 2024-01-01\n"
         "Asked: about this, as of 2024-02-01\nFinds: " +
         finds + (finds == "nothing" ? "\n" : "\n  because of case this on 2024-01-01\n");
}

}  // namespace caseload::rules
