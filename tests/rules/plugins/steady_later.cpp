// SPDX-License-Identifier: Apache-2.0
// The next version of a guest.
#define STEADY_VERSION "1.1.0"
#include "steady.cpp"
