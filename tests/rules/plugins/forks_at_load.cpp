// SPDX-License-Identifier: Apache-2.0
// Makes a process of its own while it is loaded.
#include "guest.h"
#include "raw.h"

namespace {

struct AtLoad {
  AtLoad() {
    if (raw::Call(SYS_fork) == 0) raw::Call(SYS_exit_group, 0);
  }
};
const AtLoad kAtLoad;

}  // namespace

GUEST(guest::Rule("test.forks-at-load"));
