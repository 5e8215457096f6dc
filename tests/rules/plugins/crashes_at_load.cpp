// SPDX-License-Identifier: Apache-2.0
// Ends the process before anybody can ask it who it is.
#include <unistd.h>

#include "guest.h"

namespace {

struct Ends {
  Ends() { _exit(77); }
};
const Ends kEnds;

}  // namespace

GUEST(guest::Rule("test.crashes-at-load"));
