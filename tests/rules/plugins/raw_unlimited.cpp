// SPDX-License-Identifier: Apache-2.0
// Gives itself all the memory there is, while it is loaded.
#include "guest.h"
#include "raw.h"

namespace {

struct AtLoad {
  AtLoad() {
    constexpr long kMemory = 9;  // RLIMIT_AS
    const std::uint64_t unlimited[2] = {~std::uint64_t{0}, ~std::uint64_t{0}};
    raw::Call(SYS_prlimit64, 0, kMemory, raw::Address(unlimited));
  }
};
const AtLoad kAtLoad;

}  // namespace

GUEST(guest::Rule("test.raw-unlimited"));
