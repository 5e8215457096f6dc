// SPDX-License-Identifier: Apache-2.0
// What the guests that behave must find, as their author would have written it.
#pragma once

#include <string>

namespace caseload::rules {

inline std::string VignetteOf(const std::string& guest) {
  if (guest == "family") {
    return "Vignette: made up\nChild: born 2015-05-01\nPerson sister: born 2018-05-01\n"
           "Case his: referred 2024-01-01\nCase hers: of sister, referred 2024-01-02\n"
           "Asked: about the family, as of 2024-02-01\nFinds: INFO OPEN_CASES, 2 cases\n"
           "  because of case his on 2024-01-01\n  because of case hers on 2024-01-02\n";
  }
  std::string finds = "nothing";
  if (guest == "steady" || guest == "steady_later") finds = "INFO OPEN, 31 days";
  if (guest == "shares_values") finds = "INFO OPEN, 7 days";
  for (const char* seeing :
       {"poison", "keeps_count", "batch_size", "unset_memory", "zone", "tongue", "leaks", "hoards",
        "dawdles", "crowds", "compares", "where_it_lies"}) {
    if (guest == seeing) finds = "INFO SEEN, 1 days";
  }
  return "Vignette: made up\nChild: born 2015-05-01\nCase this: referred 2024-01-01\n"
         "Asked: about this, as of 2024-02-01\nFinds: " +
         finds + (finds == "nothing" ? "\n" : "\n  because of case this on 2024-01-01\n");
}

}  // namespace caseload::rules
