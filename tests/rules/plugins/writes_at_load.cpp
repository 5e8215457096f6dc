// SPDX-License-Identifier: Apache-2.0
// Leaves a file behind while it is loaded.
#include "guest.h"
#include "raw.h"

namespace {

struct AtLoad {
  AtLoad() {
    raw::Call(SYS_openat, -100, raw::Address("/tmp/caseload-guest-was-here"), 0101, 0600);
  }
};
const AtLoad kAtLoad;

}  // namespace

GUEST(guest::Rule("test.writes-at-load"));
