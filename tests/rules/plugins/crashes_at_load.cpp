// SPDX-License-Identifier: Apache-2.0
// Ends the process before anybody can ask it who it is.
#include "guest.h"
#include "raw.h"

namespace {

struct AtLoad {
  AtLoad() { raw::Call(SYS_exit_group, 77); }
};
const AtLoad kAtLoad;

}  // namespace

GUEST(guest::Rule("test.crashes-at-load"));
