// SPDX-License-Identifier: Apache-2.0
// Makes the processor flush small numbers, as a library built with -ffast-math does.
#include "guest.h"

namespace {

struct AtLoad {
  AtLoad() { __builtin_ia32_ldmxcsr(__builtin_ia32_stmxcsr() | 0x8040); }
};
const AtLoad kAtLoad;

}  // namespace

GUEST(guest::Rule("test.fast-math"));
