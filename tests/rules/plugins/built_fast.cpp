// SPDX-License-Identifier: Apache-2.0
// Does nothing wrong itself; it is built and linked with -ffast-math.
#include "guest.h"

GUEST(guest::Rule("test.built-fast"));
