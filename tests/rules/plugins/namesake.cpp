// SPDX-License-Identifier: Apache-2.0
// Takes the name of another rule.
#include "guest.h"

GUEST(guest::Rule("test.good"));
