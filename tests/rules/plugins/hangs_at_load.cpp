// SPDX-License-Identifier: Apache-2.0
// Is never done with being loaded.
#include "guest.h"

namespace {

struct AtLoad {
  AtLoad() {
    for (volatile bool forever = true; forever;) {
    }
  }
};
const AtLoad kAtLoad;

}  // namespace

GUEST(guest::Rule("test.hangs-at-load"));
