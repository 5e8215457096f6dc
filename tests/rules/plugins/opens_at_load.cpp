// SPDX-License-Identifier: Apache-2.0
// Reads a file of the machine while it is loaded, and would say so.
#include "guest.h"
#include "raw.h"

namespace {

struct AtLoad {
  AtLoad() {
    if (raw::Call(SYS_openat, -100, raw::Address("/etc/passwd")) >= 0)
      raw::Call(SYS_exit_group, 99);
  }
};
const AtLoad kAtLoad;

}  // namespace

GUEST(guest::Rule("test.opens-at-load"));
