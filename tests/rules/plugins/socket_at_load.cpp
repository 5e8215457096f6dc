// SPDX-License-Identifier: Apache-2.0
// Opens a connection while it is loaded.
#include "guest.h"
#include "raw.h"

namespace {

struct AtLoad {
  AtLoad() { raw::Call(SYS_socket, 2, 1); }
};
const AtLoad kAtLoad;

}  // namespace

GUEST(guest::Rule("test.socket-at-load"));
