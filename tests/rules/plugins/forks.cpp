// SPDX-License-Identifier: Apache-2.0
// Leaves a child of its own behind that holds on to the channel, and ends.
#include <unistd.h>

#include "guest.h"

namespace {

caseload_status Evaluate(const void*, [[maybe_unused]] const caseload_facts* facts, std::uint64_t,
                         [[maybe_unused]] const caseload_sink* sink, volatile std::uint64_t*) {
  const pid_t child = fork();
  if (child == 0) {
    char nothing = 0;
    while (read(3, &nothing, 1) > 0) {
    }
    _exit(0);
  }
  _exit(5);
}

}  // namespace

GUEST(guest::Rule("test.forks", &Evaluate));
